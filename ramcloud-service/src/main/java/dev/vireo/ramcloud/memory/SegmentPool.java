package dev.vireo.ramcloud.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * All memory of a shard, cut into segments of one size, each of them either free or taken. The one
 * that was given back last is taken first, so that what was never needed does not become resident.
 */
final class SegmentPool implements AutoCloseable {
  /**
   * What must stay free for the cleaner, which copies before it frees: what is live in one segment
   * goes into another one, whatever is in the survivor already.
   */
  static final int RESERVE = 1;

  final MemorySegment memory;
  final int segmentBytes;
  final int count;

  private final Arena arena = Arena.ofShared();
  private final int shift;
  private final int[] free;
  private int freeCount;

  SegmentPool(MemoryConfig config) {
    segmentBytes = config.segmentBytes();
    shift = Integer.numberOfTrailingZeros(segmentBytes);
    count = Math.toIntExact(config.limitBytes() / segmentBytes);
    memory = NativeMemory.reserve((long) count << shift, arena);
    free = new int[count];
    for (int i = 0; i < count; i++) {
      free[i] = count - 1 - i;
    }
    freeCount = count;
  }

  /** A free segment, or -1. */
  int take() {
    return freeCount == 0 ? -1 : free[--freeCount];
  }

  void give(int segment) {
    free[freeCount++] = segment;
  }

  int free() {
    return freeCount;
  }

  /** Whether one may be taken for new data. */
  boolean spare() {
    return freeCount > RESERVE;
  }

  long start(int segment) {
    return (long) segment << shift;
  }

  int segmentOf(long offset) {
    return (int) (offset >>> shift);
  }

  @Override
  public void close() {
    arena.close();
  }
}
