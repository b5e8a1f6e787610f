package dev.vireo.bus.kit;

import java.util.BitSet;

/**
 * How far one partition may be committed while its records are finished out of order.
 *
 * <p>Invariant: {@link #committable()} is the lowest offset of which it is not known that its
 * record is finished; every record below it is. Offsets are begun in rising order; gaps between
 * them (transaction markers, compaction) count as finished. Not thread-safe: guarded by its owner.
 */
final class CommitTracker {

  /** The offset of bit 0; all before it are finished. */
  private long base;

  /** One past the highest offset begun. */
  private long end;

  /** Begun and not finished, from {@code base}. */
  private BitSet open = new BitSet();

  CommitTracker(long firstOffset) {
    this.base = firstOffset;
    this.end = firstOffset;
  }

  /** A record was taken up. */
  void begin(long offset) {
    if (offset < end) {
      throw new IllegalArgumentException("offset " + offset + " was begun before; next is " + end);
    }
    end = offset + 1;
    open.set(bit(offset));
  }

  /** A record is finished. */
  void finish(long offset) {
    if (offset < base || offset >= end) {
      throw new IllegalArgumentException(
          "offset " + offset + " is not under way, only " + base + " to " + (end - 1));
    }
    open.clear(bit(offset));
    int first = open.nextSetBit(0);
    long newBase = first < 0 ? end : base + first;
    if (newBase > base) {
      open = first < 0 ? new BitSet() : open.get(first, open.length());
      base = newBase;
    }
  }

  /** The offset to commit: of the next record to be read after a restart. */
  long committable() {
    return base;
  }

  /** The lowest offset that can be begun. */
  long next() {
    return end;
  }

  private int bit(long offset) {
    return Math.toIntExact(offset - base);
  }
}
