package dev.vireo.ramcloud.memory;

import java.util.Arrays;

/**
 * The segments that hold entries. New entries go to the head, entries that the cleaner keeps go to
 * the survivor, so that what has lived long lies apart from what is new. {@code live} of a segment
 * is what its entries take that are still found by their key; {@code used} is how far it is
 * written.
 */
final class SegmentLog {
  static final int NONE = -1;

  /**
   * Entries begin here: offset 0 of the memory must stay free, for in the hash table it means no
   * entry.
   */
  static final int FIRST = 8;

  private final SegmentPool pool;
  private final int[] used;
  private final int[] live;
  private final long[] stamps;
  private final boolean[] closed;

  private int head = NONE;
  private int survivor = NONE;
  private long liveBytes;
  private long usedBytes;

  SegmentLog(SegmentPool pool) {
    this.pool = pool;
    used = new int[pool.count];
    live = new int[pool.count];
    stamps = new long[pool.count];
    closed = new boolean[pool.count];
    Arrays.fill(used, 0);
  }

  /** The largest entry that a segment takes. */
  int mostEntryBytes() {
    return pool.segmentBytes - FIRST;
  }

  /** Whether the head takes that many bytes, if need be a new head. */
  boolean headTakes(int bytes) {
    if (head != NONE && used[head] + bytes <= pool.segmentBytes) {
      return true;
    }
    if (!pool.spare()) {
      return false;
    }
    close(head);
    head = open();
    return true;
  }

  /** Room in the head, which takes that many bytes. */
  long append(int bytes) {
    return take(head, bytes);
  }

  /** Whether the survivor has room for that many bytes. */
  boolean survivorTakes(int bytes) {
    return survivor != NONE && used[survivor] + bytes <= pool.segmentBytes;
  }

  /** Room in the survivor; the reserve is its. */
  long survive(int bytes) {
    if (!survivorTakes(bytes)) {
      close(survivor);
      survivor = open();
    }
    return take(survivor, bytes);
  }

  /**
   * Entries are found elsewhere from now on.
   *
   * @param stamp of each when it was written, times its bytes, in all
   */
  void moved(long from, long to, int bytes, long stamp) {
    int source = pool.segmentOf(from);
    live[source] -= bytes;
    stamps[source] -= stamp;
    int target = pool.segmentOf(to);
    live[target] += bytes;
    stamps[target] += stamp;
  }

  /** The entry is found by its key from now on. */
  void live(long entry, int bytes, long written) {
    int segment = pool.segmentOf(entry);
    live[segment] += bytes;
    stamps[segment] += written * bytes;
    liveBytes += bytes;
  }

  /** The entry is not found by its key any more. */
  void dead(long entry, int bytes, long written) {
    int segment = pool.segmentOf(entry);
    live[segment] -= bytes;
    stamps[segment] -= written * bytes;
    liveBytes -= bytes;
  }

  /**
   * The segment that is cleaned with most benefit for its cost, (1-u) * age / (1+u), as in RAMCloud
   * and Sprite LFS; -1 where no closed segment holds anything dead.
   *
   * @param now seconds since 1970
   */
  int dirtiest(long now) {
    int best = NONE;
    double most = 0;
    for (int segment = 0; segment < pool.count; segment++) {
      if (!closed[segment] || live[segment] >= used[segment] - FIRST) {
        continue;
      }
      double benefit = benefit(segment, now);
      if (benefit > most) {
        most = benefit;
        best = segment;
      }
    }
    return best;
  }

  private double benefit(int segment, long now) {
    double u = (double) live[segment] / pool.segmentBytes;
    double age = live[segment] == 0 ? 1 : now - (double) stamps[segment] / live[segment];
    return (live[segment] == 0 ? Double.MAX_VALUE : (1 - u) * Math.max(1, age + 1) / (1 + u));
  }

  /** Whether the survivor can be cleaned too: it is closed where nothing else is left to clean. */
  boolean closeSurvivor() {
    if (survivor == NONE || live[survivor] >= used[survivor] - FIRST) {
      return false;
    }
    close(survivor);
    survivor = NONE;
    return true;
  }

  /** The segment holds nothing any more. */
  void free(int segment) {
    usedBytes -= used[segment] - FIRST;
    liveBytes -= live[segment];
    used[segment] = 0;
    live[segment] = 0;
    stamps[segment] = 0;
    closed[segment] = false;
    pool.give(segment);
  }

  int used(int segment) {
    return used[segment];
  }

  int live(int segment) {
    return live[segment];
  }

  long liveBytes() {
    return liveBytes;
  }

  long usedBytes() {
    return usedBytes;
  }

  private int open() {
    int segment = pool.take();
    if (segment == NONE) {
      throw new IllegalStateException("the cleaner's reserve is used up");
    }
    used[segment] = FIRST;
    return segment;
  }

  private void close(int segment) {
    if (segment != NONE) {
      closed[segment] = true;
    }
  }

  private long take(int segment, int bytes) {
    long at = pool.start(segment) + used[segment];
    used[segment] += bytes;
    usedBytes += bytes;
    return at;
  }
}
