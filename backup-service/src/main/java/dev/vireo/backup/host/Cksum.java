package dev.vireo.backup.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the program {@code cksum} prints of its input, as POSIX defines it. */
final class Cksum {

  private static final int POLYNOMIAL = 0x04C11DB7;

  private Cksum() {}

  /** The sum and the size of a file of this machine; empty where it cannot be read. */
  static String of(Path file) {
    try {
      return of(Files.readAllBytes(file));
    } catch (IOException e) {
      return "";
    }
  }

  static String of(byte[] content) {
    int sum = 0;
    for (byte each : content) {
      sum = with(sum, each & 0xff);
    }
    for (long length = content.length; length > 0; length >>>= 8) {
      sum = with(sum, (int) (length & 0xff));
    }
    return Integer.toUnsignedString(~sum) + " " + content.length;
  }

  private static int with(int sum, int octet) {
    int next = sum ^ (octet << 24);
    for (int bit = 0; bit < 8; bit++) {
      next = next < 0 ? (next << 1) ^ POLYNOMIAL : next << 1;
    }
    return next;
  }
}
