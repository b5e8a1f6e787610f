package dev.vireo.ramcloud.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees segments by copying what is live out of them. It works in batches of entries, on the
 * shard's own thread between commands, and stops after any batch; where it stopped is {@code
 * position} in {@code victim}.
 *
 * <p>What an entry costs is the wait for its bucket of the hash table, which lies anywhere. So all
 * buckets of a batch are asked for before the first is looked into: the processor waits for many
 * lines of memory at once. Neighbours that live are copied in one go.
 */
final class Cleaner {
  /** Knows where entries are found. */
  interface Index {
    /** The hash table that finds the entry, if any does; null: it need not be kept. */
    @Nullable ObjectMap home(long entry);

    /** Nothing finds the entry in its {@link #home}, or it has none; it is about to go. */
    void abandoned(long entry);

    /** The entry, which has secondary keys, lies at {@code to} from now on. */
    void moved(long from, long to);
  }

  /** An entry costs this much beside its bytes: a look into the hash table. */
  private static final int ENTRY_COST = 64;

  /** Entries whose buckets are waited for together: more than a core can ask for at once. */
  private static final int BATCH = 32;

  /** Work for writers is gathered up to this much, so that it is done in whole batches. */
  private static final int LEAST_STEP = BATCH * 4 * ENTRY_COST;

  private final SegmentPool pool;
  private final SegmentLog log;
  private final MemorySegment memory;
  private final Index index;
  private final LongSupplier seconds;
  private final int lowWater;

  private final long[] entries = new long[BATCH];
  private final int[] lengths = new int[BATCH];
  private final @Nullable ObjectMap[] homes = new ObjectMap[BATCH];
  private final long[] places = new long[BATCH];

  private int victim = SegmentLog.NONE;
  private int position;
  private long owed;

  /** What was asked for: kept, that it is read at all. */
  long asked;

  private long cleaned;
  private long copied;

  Cleaner(SegmentPool pool, SegmentLog log, Index index, LongSupplier seconds) {
    this.pool = pool;
    this.log = log;
    this.memory = pool.memory;
    this.index = index;
    this.seconds = seconds;
    this.lowWater = SegmentPool.RESERVE + Math.max(1, pool.count / 100);
  }

  /** Whether so few segments are free that there should be cleaning. */
  boolean wanted() {
    return pool.free() <= lowWater;
  }

  /**
   * As much cleaning as keeps pace with that many new bytes: a segment of which u is live gives 1 -
   * u for the work of 1 + u.
   */
  void pace(int newBytes) {
    if (!wanted() || !chosen()) {
      return;
    }
    double u = Math.min(0.98, (double) log.live(victim) / pool.segmentBytes);
    // The nearer the reserve, the faster: at the last free segment four times what would just do.
    double hurry = 1 + 3.0 * (lowWater - pool.free() + 1) / (lowWater - SegmentPool.RESERVE + 1);
    owed += (long) (newBytes * hurry / (1 - u)) + ENTRY_COST;
    if (owed >= LEAST_STEP) {
      step(owed);
      owed = 0;
    }
  }

  /**
   * Works off {@code bytes} of segments.
   *
   * @return whether there was something to clean
   */
  boolean step(long bytes) {
    long left = bytes;
    while (left > 0) {
      if (!chosen()) {
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
  boolean one() {
    if (!chosen()) {
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

  private boolean chosen() {
    if (victim != SegmentLog.NONE) {
      return true;
    }
    victim = log.dirtiest(seconds.getAsLong());
    position = SegmentLog.FIRST;
    return victim != SegmentLog.NONE;
  }

  /** The next batch of the victim; gives what it cost. */
  private long next() {
    int end = log.used(victim);
    if (position >= end || log.live(victim) == 0) {
      cleaned += end;
      log.free(victim);
      victim = SegmentLog.NONE;
      return ENTRY_COST;
    }
    int from = position;
    int count = gather(end);
    askFor(count);
    locate(count);
    for (int i = 0; i < count; ) {
      i = places[i] == ObjectMap.ABSENT ? i + 1 : move(i, count);
    }
    Arrays.fill(homes, 0, count, null);
    return position - from + (long) count * ENTRY_COST;
  }

  /** Finds the next entries that are not known to be dead, and their hash tables. */
  private int gather(int end) {
    long start = pool.start(victim);
    int count = 0;
    for (int looked = 0; looked < 4 * BATCH && count < BATCH && position < end; looked++) {
      long entry = start + position;
      int bytes = EntryLayout.padded(EntryLayout.length(memory, entry));
      position += bytes;
      if (!EntryLayout.dead(memory, entry)) {
        ObjectMap home = index.home(entry);
        entries[count] = entry;
        lengths[count] = bytes;
        homes[count] = home;
        places[count] = home == null ? ObjectMap.ABSENT : home.bucketOf(entry);
        count++;
      }
    }
    return count;
  }

  /** Nothing here waits for what it reads, so that the processor need not, either. */
  private void askFor(int count) {
    long all = 0;
    for (int i = 0; i < count; i++) {
      all ^= places[i] == ObjectMap.ABSENT ? 0 : memory.get(EntryLayout.LONG, places[i]);
    }
    asked = all;
  }

  /** From the bucket to the very word, if there is one. */
  private void locate(int count) {
    for (int i = 0; i < count; i++) {
      ObjectMap home = homes[i];
      if (home != null) {
        places[i] = home.locate(places[i], entries[i]);
      }
      if (places[i] == ObjectMap.ABSENT) {
        index.abandoned(entries[i]);
        log.dead(entries[i], lengths[i], EntryLayout.written(memory, entries[i]));
      }
    }
  }

  /** Moves a live entry and its neighbours that live, too; gives the next that was not moved. */
  private int move(int first, int count) {
    int bytes = lengths[first];
    int end = first + 1;
    while (end < count
        && places[end] != ObjectMap.ABSENT
        && entries[end] == entries[end - 1] + lengths[end - 1]
        && log.survivorTakes(bytes + lengths[end])) {
      bytes += lengths[end];
      end++;
    }
    long from = entries[first];
    long to = log.survive(bytes);
    MemorySegment.copy(memory, from, memory, to, bytes);
    long stamps = 0;
    for (int i = first; i < end; i++) {
      long entry = entries[i];
      long moved = entry - from + to;
      ObjectMap.point(memory, places[i], moved);
      if ((EntryLayout.flags(memory, entry) & EntryLayout.HAS_KEYS) != 0) {
        index.moved(entry, moved);
      }
      stamps += EntryLayout.written(memory, entry) * lengths[i];
    }
    log.moved(from, to, bytes, stamps);
    copied += bytes;
    return end;
  }
}
