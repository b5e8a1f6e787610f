package dev.vireo.hypervisor.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A secret in memory, for as short a time as possible: it says {@code ***} when printed and is
 * overwritten when closed. Strings made of it ({@link #text}) cannot be overwritten and are left to
 * the garbage collector.
 */
public final class Secret implements AutoCloseable {
  private final byte[] bytes;
  private boolean wiped;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: it is overwritten when this is closed. */
  public static Secret owning(byte[] bytes) {
    return new Secret(bytes);
  }

  /** A secret of the text's UTF-8 bytes. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(UTF_8));
  }

  /** A copy of the bytes, for the caller to wipe. */
  public byte[] bytes() {
    requireAlive();
    return bytes.clone();
  }

  /** The secret as text, without the one newline that editors put at the end of a file. */
  public String text() {
    requireAlive();
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private void requireAlive() {
    if (wiped) {
      throw new IllegalStateException("the secret was wiped already");
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    wiped = true;
  }

  @Override
  public String toString() {
    return "***";
  }
}
