package dev.vireo.ramcloud.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The hash table's part of the memory: pages of 64 buckets, cut out of segments of the pool, and
 * single buckets for chains that overflow. What is free is linked through its own first word.
 * Segments that it took it keeps.
 */
final class PageStore {
  static final int BUCKET_BYTES = 64;
  static final int PAGE_BUCKETS = 64;
  static final int PAGE_BYTES = PAGE_BUCKETS * BUCKET_BYTES;

  private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE_BYTES);
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final long NONE = -1;

  private final SegmentPool pool;
  private final MemorySegment memory;
  private final int mostSegments;
  private final int[] objects;

  private int segments;
  private long freshAt;
  private long freshEnd;
  private long freePages = NONE;
  private int freePageCount;
  private long freeBuckets = NONE;
  private int freeBucketCount;

  PageStore(SegmentPool pool, double share) {
    this.pool = pool;
    this.memory = pool.memory;
    this.mostSegments = Math.max(1, (int) (pool.count * share));
    this.objects = new int[Math.toIntExact(memory.byteSize() >>> PAGE_SHIFT)];
  }

  /** A page of zeros, or -1 where there is no memory for one. */
  long takePage() {
    long page;
    if (freePages != NONE) {
      page = freePages;
      freePages = memory.get(WORD, page);
      freePageCount--;
    } else {
      if (freshAt == freshEnd && !grow()) {
        return NONE;
      }
      page = freshAt;
      freshAt += PAGE_BYTES;
    }
    memory.asSlice(page, PAGE_BYTES).fill((byte) 0);
    objects[(int) (page >>> PAGE_SHIFT)] = 0;
    return page;
  }

  void givePage(long page) {
    memory.set(WORD, page, freePages);
    freePages = page;
    freePageCount++;
  }

  /** A bucket of zeros, or -1 where there is no memory for one. */
  long takeBucket() {
    if (freeBuckets == NONE) {
      long page = takePage();
      if (page == NONE) {
        return NONE;
      }
      for (int i = 0; i < PAGE_BUCKETS; i++) {
        giveBucket(page + (long) i * BUCKET_BYTES);
      }
    }
    long bucket = freeBuckets;
    freeBuckets = memory.get(WORD, bucket);
    freeBucketCount--;
    for (int i = 0; i < BUCKET_BYTES; i += 8) {
      memory.set(WORD, bucket + i, 0);
    }
    return bucket;
  }

  void giveBucket(long bucket) {
    memory.set(WORD, bucket, freeBuckets);
    freeBuckets = bucket;
    freeBucketCount++;
  }

  /** Whether that many buckets can be taken, if need be by taking segments. */
  boolean buckets(int count) {
    while (freeBucketCount + (freePageCount + (freshEnd - freshAt) / PAGE_BYTES - 3) * PAGE_BUCKETS
        < count) {
      setFreshAside();
      if (!grow()) {
        return false;
      }
    }
    return true;
  }

  /** How many objects the page holds, its chains among them. */
  int objects(long page) {
    return objects[(int) (page >>> PAGE_SHIFT)];
  }

  void add(long page, int change) {
    objects[(int) (page >>> PAGE_SHIFT)] += change;
  }

  /** Segments taken from the pool. */
  int segments() {
    return segments;
  }

  /** Bytes of the segments taken that no page or chain uses. */
  long unusedBytes() {
    return freshEnd
        - freshAt
        + (long) freePageCount * PAGE_BYTES
        + (long) freeBucketCount * BUCKET_BYTES;
  }

  /** Lets the segment's last pages be taken later, so that the next segment can be begun. */
  private void setFreshAside() {
    for (; freshAt != freshEnd; freshAt += PAGE_BYTES) {
      givePage(freshAt);
    }
  }

  private boolean grow() {
    if (segments >= mostSegments || !pool.spare()) {
      return false;
    }
    int segment = pool.take();
    segments++;
    freshAt = pool.start(segment);
    freshEnd = freshAt + pool.segmentBytes;
    return true;
  }
}
