package dev.vireo.ramcloud.memory;

/**
 * How much memory outside the heap a shard may hold, and how it cuts it.
 *
 * @param limitBytes entries and hash table together; rounded down to whole segments
 * @param segmentBytes a power of two, 64 KiB at least; an entry lies in one segment
 * @param hashTableShare of the segments, how much the hash table may take at most; it takes only
 *     what its objects need
 */
public record MemoryConfig(long limitBytes, int segmentBytes, double hashTableShare) {
  /** RAMCloud's size of a segment. */
  public static final int SEGMENT_BYTES = 8 << 20;

  /** Fewer than this many segments cannot be cleaned while they are written. */
  public static final int LEAST_SEGMENTS = 8;

  public MemoryConfig {
    if (segmentBytes < 64 << 10 || Integer.bitCount(segmentBytes) != 1) {
      throw new IllegalArgumentException(
          "segments of " + segmentBytes + " bytes: give a power of two from 65536 on");
    }
    if (limitBytes / segmentBytes < LEAST_SEGMENTS) {
      throw new IllegalArgumentException(
          "a memory limit of "
              + limitBytes
              + " bytes is less than "
              + LEAST_SEGMENTS
              + " segments of "
              + segmentBytes
              + " bytes: raise it");
    }
    if (!(hashTableShare > 0 && hashTableShare < 1)) {
      throw new IllegalArgumentException(
          "the hash table's share " + hashTableShare + " is not between 0 and 1");
    }
  }

  /** Segments of 8 MiB, and at most a quarter for the hash table. */
  public static MemoryConfig ofBytes(long limitBytes) {
    return new MemoryConfig(limitBytes, SEGMENT_BYTES, 0.25);
  }
}
