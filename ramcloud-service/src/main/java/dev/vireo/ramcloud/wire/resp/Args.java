package dev.vireo.ramcloud.wire.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of one request, the command's name first, as slices of native memory. It is filled
 * again and again by its parser: whoever keeps words longer than the call takes a {@link #copy},
 * and releases it.
 */
public final class Args {
  private long[] addresses = new long[16];
  private int[] lengths = new int[16];
  private int count;
  private @Nullable ByteBuf own;

  public int count() {
    return count;
  }

  public long address(int i) {
    return addresses[i];
  }

  public int length(int i) {
    return lengths[i];
  }

  /** The bytes that all words have together. */
  public long bytes() {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += lengths[i];
    }
    return total;
  }

  /** The same words in memory of their own, until {@link #release}. */
  public Args copy(ByteBufAllocator allocator) {
    Args copy = new Args();
    ByteBuf memory = allocator.directBuffer((int) Math.max(1, bytes()));
    copy.own = memory;
    long at = OffHeap.address(memory);
    for (int i = 0; i < count; i++) {
      OffHeap.copy(addresses[i], at, lengths[i]);
      copy.add(at, lengths[i]);
      at += lengths[i];
    }
    return copy;
  }

  /** The words from {@code first} on, as long as these are there. */
  public Args from(int first) {
    Args rest = new Args();
    for (int i = first; i < count; i++) {
      rest.add(addresses[i], lengths[i]);
    }
    return rest;
  }

  /** Gives back what {@link #copy} took; nothing for words that are a parser's. */
  public void release() {
    ByteBuf memory = own;
    own = null;
    if (memory != null) {
      count = 0;
      memory.release();
    }
  }

  public byte[] bytes(int i) {
    return OffHeap.bytes(addresses[i], lengths[i]);
  }

  /** For messages and names: each byte one character, so that any bytes come back as they were. */
  public String text(int i) {
    return new String(bytes(i), StandardCharsets.ISO_8859_1);
  }

  /** Whether word {@code i} is {@code upper} in any case; {@code upper} is ASCII in capitals. */
  public boolean is(int i, String upper) {
    int length = lengths[i];
    if (length != upper.length()) {
      return false;
    }
    long at = addresses[i];
    for (int k = 0; k < length; k++) {
      int b = OffHeap.byteAt(at + k);
      if (b >= 'a' && b <= 'z') {
        b -= 32;
      }
      if (b != upper.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    count = 0;
  }

  /** Takes memory of its own for {@code words}, in place of what it held. */
  void fill(List<byte[]> words, ByteBufAllocator allocator) {
    release();
    clear();
    int total = 1;
    for (byte[] word : words) {
      total += word.length;
    }
    ByteBuf memory = allocator.directBuffer(total);
    own = memory;
    long at = OffHeap.address(memory);
    for (byte[] word : words) {
      OffHeap.copy(word, 0, at, word.length);
      add(at, word.length);
      at += word.length;
    }
  }

  /** Words that were never received: what a command calls another one with, and tests. */
  public static Args of(List<byte[]> words, ByteBufAllocator allocator) {
    Args args = new Args();
    args.fill(words, allocator);
    return args;
  }

  void add(long address, int length) {
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    addresses[count] = address;
    lengths[count] = length;
    count++;
  }
}
