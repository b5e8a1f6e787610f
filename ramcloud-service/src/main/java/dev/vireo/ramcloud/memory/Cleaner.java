package dev.vireo.ramcloud.memory;

import java.lang.foreign.MemorySegment;

/**
 * Frees segments by copying what is live out of them. It works in steps, on the shard's own thread
 * between commands, and stops after any entry; where it stopped is {@code position} in {@code
 * victim}.
 */
final class Cleaner {
  /** Tells who finds entries by their keys that one has moved. */
  interface Index {
    /**
     * The bytes of entry {@code from} are now also at {@code to}.
     *
     * @return whether {@code from} was what its key is found by; from now on {@code to} is
     */
    boolean moved(long from, long to);
  }

  /** An entry costs this much beside its bytes: two looks into the hash table. */
  private static final int ENTRY_COST = 64;

  private final SegmentPool pool;
  private final SegmentLog log;
  private final MemorySegment memory;
  private final Index index;
  private final int lowWater;

  private int victim = SegmentLog.NONE;
  private int position;
  private long cleaned;
  private long copied;

  Cleaner(SegmentPool pool, SegmentLog log, Index index) {
    this.pool = pool;
    this.log = log;
    this.memory = pool.memory;
    this.index = index;
    this.lowWater = SegmentPool.RESERVE + Math.max(2, pool.count / 50);
  }

  /** Whether so few segments are free that there should be cleaning. */
  boolean wanted() {
    return pool.free() <= lowWater;
  }

  /**
   * As much cleaning as keeps pace with that many new bytes: a segment of which u is live gives 1 -
   * u for the work of 1 + u.
   *
   * @param now seconds since 1970
   */
  void pace(int newBytes, long now) {
    if (!wanted() || !chosen(now)) {
      return;
    }
    double u = Math.min(0.98, (double) log.live(victim) / pool.segmentBytes);
    // The nearer the reserve, the faster: at the last free segment four times what would just do.
    double hurry = 1 + 3.0 * (lowWater - pool.free() + 1) / (lowWater - SegmentPool.RESERVE + 1);
    step((long) (newBytes * hurry / (1 - u)) + ENTRY_COST, now);
  }

  /**
   * Works off {@code bytes} of segments.
   *
   * @return whether there was something to clean
   */
  boolean step(long bytes, long now) {
    long left = bytes;
    while (left > 0) {
      if (!chosen(now)) {
        return false;
      }
      left -= next();
    }
    return true;
  }

  /**
   * Cleans to the end of one segment.
   *
   * @return whether there was one
   */
  boolean one(long now) {
    if (!chosen(now)) {
      return false;
    }
    while (victim != SegmentLog.NONE) {
      next();
    }
    return true;
  }

  long cleaned() {
    return cleaned;
  }

  long copied() {
    return copied;
  }

  private boolean chosen(long now) {
    if (victim != SegmentLog.NONE) {
      return true;
    }
    victim = log.dirtiest(now);
    position = SegmentLog.FIRST;
    return victim != SegmentLog.NONE;
  }

  /** The next entry of the victim; gives what it cost. */
  private long next() {
    if (position >= log.used(victim) || log.live(victim) == 0) {
      cleaned += log.used(victim);
      log.free(victim);
      victim = SegmentLog.NONE;
      return ENTRY_COST;
    }
    long entry = pool.start(victim) + position;
    int bytes = EntryLayout.padded(EntryLayout.length(memory, entry));
    position += bytes;
    if (EntryLayout.dead(memory, entry)) {
      return bytes;
    }
    long to = log.survive(bytes);
    MemorySegment.copy(memory, entry, memory, to, bytes);
    long written = EntryLayout.written(memory, entry);
    if (index.moved(entry, to)) {
      log.live(to, bytes, written);
      copied += bytes;
    } else {
      log.giveBack(to, bytes);
    }
    log.dead(entry, bytes, written);
    return bytes + ENTRY_COST;
  }
}
