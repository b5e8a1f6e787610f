package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.Numbers;
import dev.vireo.ramcloud.wire.resp.OffHeap;

/** Reads words as numbers. */
final class Words {
  private Words() {}

  static boolean isLong(Args args, int i) {
    return Numbers.isLong(args.address(i), args.length(i));
  }

  static long longOf(Args args, int i) {
    return Numbers.longOf(args.address(i), args.length(i));
  }

  /** The word as a count of things, or {@code other} where it is none. */
  static long countOr(Args args, int i, long other) {
    if (i >= args.count() || !isLong(args, i)) {
      return other;
    }
    long value = longOf(args, i);
    return value >= 0 && value <= Integer.MAX_VALUE ? value : other;
  }

  /** Whether the bytes are a whole number in its canonical form; they must lie outside the heap. */
  static boolean isLong(ByteSpan bytes) {
    return bytes.length() <= Numbers.LONG_CHARACTERS
        && Numbers.isLong(bytes.base().address() + bytes.offset(), bytes.length());
  }

  static long longOf(ByteSpan bytes) {
    return Numbers.longOf(bytes.base().address() + bytes.offset(), bytes.length());
  }

  /** Lower case of ASCII letters. */
  static String lower(Args args, int i) {
    byte[] bytes = OffHeap.bytes(args.address(i), args.length(i));
    StringBuilder lower = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      lower.append((char) (b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff));
    }
    return lower.toString();
  }
}
