package dev.vireo.ramcloud.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Which of the 16,384 slots a key lies in: CRC-16 (XMODEM) of the key, or of its hash tag: what
 * stands between the first '{' and the first '}' after it, if that is not empty. Redis Cluster's
 * rule, so that its clients route by it. The table is not part of it.
 */
public final class KeySlot {
  /** How many slots there are. */
  public static final int SLOTS = 16_384;

  private static final char[] CRC = new char[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
      }
      CRC[i] = (char) crc;
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
    for (int i = 0; i < length; i++) {
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
