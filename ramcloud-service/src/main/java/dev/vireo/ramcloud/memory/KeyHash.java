package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * A 64-bit hash of table and key: multiply and fold, eight bytes at a time (the scheme of wyhash).
 * It is the same in every process, because the order of an enumeration follows it, and an
 * enumeration goes on where its tablet has moved to.
 */
public final class KeyHash {
  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xE7037ED1A0B428DBL;
  private static final long C = 0x8EBC6AF09C88C6E3L;

  private KeyHash() {}

  /** The hash of a key in a table. */
  public static long of(long table, ByteSpan key) {
    return of(table, key.base(), key.offset(), key.length());
  }

  static long of(long table, MemorySegment base, long offset, int length) {
    long hash = fold(table ^ A, length ^ B);
    long at = offset;
    int left = length;
    while (left > 8) {
      hash = fold(base.get(EntryLayout.LONG, at) ^ hash, C);
      at += 8;
      left -= 8;
    }
    if (length >= 8) {
      return mix(base.get(EntryLayout.LONG, offset + length - 8) ^ hash, left);
    }
    long tail = 0;
    for (int i = 0; i < left; i++) {
      tail |= (base.get(JAVA_BYTE, at + i) & 0xFFL) << (8 * i);
    }
    return mix(tail ^ hash, left);
  }

  private static long mix(long value, long left) {
    return fold(fold(value, A) ^ left, B);
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
