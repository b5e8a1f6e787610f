package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where the parts of an entry lie. It is the same in memory and in the replicated log,
 * little-endian:
 *
 * <pre>
 *  0  CRC-32C of everything from 5 on      4 bytes; of what is in the replicated log
 *  4  0: live, 1: dead (memory only)       1
 *  5  kind (low 3 bits), flags             1
 *  6  length of the key                    2
 *  8  version                              8
 * 16  length of the value                  4
 * 20  when it was written, s since 1970    4
 * 24  table id                             4
 * 28  expiry, ms since 1970                8   only with the flag
 *     key
 *     secondary keys: n (4 bytes), then    only with the flag
 *       their count (1), lengths (2 each), bytes: n bytes in all
 *     value
 * </pre>
 */
final class EntryLayout {
  static final int CRC = 0;
  static final int LIFE = 4;
  static final int CHECKED = 5;
  static final int KIND = 5;
  static final int KEY_LENGTH = 6;
  static final int VERSION = 8;
  static final int VALUE_LENGTH = 16;
  static final int WRITTEN = 20;
  static final int TABLE = 24;
  static final int HEADER = 28;

  static final int KIND_MASK = 0x07;
  static final int HAS_EXPIRY = 0x08;
  static final int HAS_KEYS = 0x10;

  static final int MAX_KEY = 0xFFFF;

  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private EntryLayout() {}

  static int flags(MemorySegment at, long entry) {
    return at.get(JAVA_BYTE, entry + KIND) & 0xFF;
  }

  static int keyLength(MemorySegment at, long entry) {
    return at.get(SHORT, entry + KEY_LENGTH) & 0xFFFF;
  }

  static long version(MemorySegment at, long entry) {
    return at.get(LONG, entry + VERSION);
  }

  static int valueLength(MemorySegment at, long entry) {
    return at.get(INT, entry + VALUE_LENGTH);
  }

  static long table(MemorySegment at, long entry) {
    return at.get(INT, entry + TABLE) & 0xFFFF_FFFFL;
  }

  static long written(MemorySegment at, long entry) {
    return at.get(INT, entry + WRITTEN) & 0xFFFF_FFFFL;
  }

  static boolean dead(MemorySegment at, long entry) {
    return at.get(JAVA_BYTE, entry + LIFE) != 0;
  }

  static long expiry(MemorySegment at, long entry) {
    return (flags(at, entry) & HAS_EXPIRY) == 0 ? 0 : at.get(LONG, entry + HEADER);
  }

  static long key(long entry, int flags) {
    return entry + HEADER + ((flags & HAS_EXPIRY) == 0 ? 0 : 8);
  }

  /** Length of the block of secondary keys with the four bytes that say how long it is. */
  static int keysBlock(MemorySegment at, long entry, int flags) {
    return (flags & HAS_KEYS) == 0 ? 0 : 4 + at.get(INT, key(entry, flags) + keyLength(at, entry));
  }

  static int length(MemorySegment at, long entry) {
    int flags = flags(at, entry);
    return HEADER
        + ((flags & HAS_EXPIRY) == 0 ? 0 : 8)
        + keyLength(at, entry)
        + keysBlock(at, entry, flags)
        + valueLength(at, entry);
  }

  /** What an entry of that length takes in a segment: entries begin at multiples of 8. */
  static int padded(int length) {
    return (length + 7) & -8;
  }
}
