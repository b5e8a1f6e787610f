package dev.vireo.ramcloud.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Which of the 16,384 slots a key lies in: CRC-16 (XMODEM) of the key, or of its hash tag: what
 * stands between the first '{' and the first '}' after it, if that is not empty. Redis Cluster's
 * rule, so that its clients route by it. The table is not part of it.
 */
public final class KeySlot {
  /** How many slots there are. */
  public static final int SLOTS = 16_384;

  /** By distance from the end of eight bytes, and byte: what it adds to the sum. */
  private static final char[] CRC = new char[8 * 256];

  private static final ValueLayout.OfLong EIGHT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long BRACES = '{' * ONES;

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
      }
      CRC[i] = (char) crc;
    }
    for (int i = 256; i < CRC.length; i++) {
      int nearer = CRC[i - 256];
      CRC[i] = (char) ((nearer << 8) ^ CRC[nearer >>> 8]);
    }
  }

  private KeySlot() {}

  /** The slot of a key. */
  public static int of(ByteSpan key) {
    return of(key.base(), key.offset(), key.length());
  }

  /** The slot of a key on the heap. */
  public static int of(byte[] key) {
    return of(MemorySegment.ofArray(key), 0, key.length);
  }

  /** The slot of a key's UTF-8 bytes. */
  public static int of(String key) {
    return of(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The slot of the {@code length} bytes at {@code offset}. */
  public static int of(MemorySegment base, long offset, int length) {
    int crc = 0;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      long bytes = base.get(EIGHT, offset + i);
      if (holdsBrace(bytes)) {
        break;
      }
      crc = eight(crc, bytes);
    }
    for (; i < length; i++) {
      byte b = base.get(JAVA_BYTE, offset + i);
      if (b == '{') {
        int close = closing(base, offset, i + 1, length);
        if (close > i + 1) {
          return crc(base, offset + i + 1, close - i - 1) & (SLOTS - 1);
        }
        return crc(base, offset, length) & (SLOTS - 1);
      }
      crc = ((crc << 8) ^ CRC[((crc >>> 8) ^ b) & 0xFF]) & 0xFFFF;
    }
    return crc & (SLOTS - 1);
  }

  private static boolean holdsBrace(long bytes) {
    long zeroWhereBrace = bytes ^ BRACES;
    return ((zeroWhereBrace - ONES) & ~zeroWhereBrace & (ONES << 7)) != 0;
  }

  /** The sum after eight more bytes, the first one lowest. */
  private static int eight(int crc, long bytes) {
    return CRC[0x700 | (int) ((bytes ^ (crc >>> 8)) & 0xFF)]
        ^ CRC[0x600 | (int) ((bytes >>> 8 ^ crc) & 0xFF)]
        ^ CRC[0x500 | (int) (bytes >>> 16 & 0xFF)]
        ^ CRC[0x400 | (int) (bytes >>> 24 & 0xFF)]
        ^ CRC[0x300 | (int) (bytes >>> 32 & 0xFF)]
        ^ CRC[0x200 | (int) (bytes >>> 40 & 0xFF)]
        ^ CRC[0x100 | (int) (bytes >>> 48 & 0xFF)]
        ^ CRC[(int) (bytes >>> 56)];
  }

  private static int closing(MemorySegment base, long offset, int from, int length) {
    for (int i = from; i < length; i++) {
      if (base.get(JAVA_BYTE, offset + i) == '}') {
        return i;
      }
    }
    return -1;
  }

  private static int crc(MemorySegment base, long offset, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      byte b = base.get(JAVA_BYTE, offset + i);
      crc = ((crc << 8) ^ CRC[((crc >>> 8) ^ b) & 0xFF]) & 0xFFFF;
    }
    return crc;
  }
}
