package dev.vireo.ramcloud.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Finds the entry of a key: a hash table of {@link Buckets} outside the heap.
 *
 * <p>The hash's highest bits choose a page of 64 buckets, the next six a bucket. A page that gets
 * too full is cut in two by the next bit (extendible hashing), so that growing is many small steps.
 * Because higher bits come first, going through all buckets is going through all hashes in order: a
 * position in an enumeration is a hash, and it means the same after growth, cleaning, and in
 * another process.
 */
public final class ObjectMap {
  /** No such entry. */
  public static final long ABSENT = -1;

  private static final int BUCKET_BITS = 6;
  private static final int SPLIT_AT = PageStore.PAGE_BUCKETS * 64 / 10;
  private static final int MOST_DEPTH = 30;
  private static final long DEPTH = PageStore.PAGE_BYTES - 1;

  private final MemorySegment memory;
  private final PageStore pages;
  private final Buckets buckets;

  /**
   * For each prefix of {@link #depth} bits: the page, and in the low bits of how many bits its own
   * prefix is.
   */
  private long[] directory;

  private int depth;
  private long size;
  private long expiring;
  private long tombstones;
  private boolean leaving;

  /** While the map is dismantled: pages below this hash are given back. */
  private long dismantled;

  /** An empty map of one page. */
  ObjectMap(MemorySegment memory, PageStore pages, long firstPage) {
    this.memory = memory;
    this.pages = pages;
    this.buckets = new Buckets(memory, pages);
    this.directory = new long[] {firstPage};
  }

  /** How many words there are, tombstones among them. */
  public long size() {
    return size;
  }

  /** How many objects have an end. */
  public long expiring() {
    return expiring;
  }

  /** How many tombstones there are. */
  public long tombstones() {
    return tombstones;
  }

  /** The entry of the key, or {@link #ABSENT}. */
  public long find(long hash, long table, ByteSpan key) {
    return buckets.find(bucket(hash), hash, table, key.base(), key.offset(), key.length());
  }

  /**
   * Adds the entry of a key that is not there.
   *
   * @return whether there was memory for it
   */
  public boolean insert(long hash, long entry) {
    long word = buckets.word(hash, entry);
    if (!buckets.place(bucket(hash), word)) {
      return false;
    }
    count(word, 1);
    long page = page(hash);
    pages.add(page, 1);
    if (pages.objects(page) > SPLIT_AT) {
      split(hash);
    }
    return true;
  }

  /**
   * Points the key of {@code from} at {@code to}, which is of the same key.
   *
   * @return whether {@code from} was its entry
   */
  public boolean replace(long hash, long from, long to) {
    long at = buckets.locate(bucket(hash), from);
    if (at == ABSENT) {
      return false;
    }
    count(buckets.get(at), -1);
    long word = buckets.word(hash, to);
    buckets.set(at, word);
    count(word, 1);
    return true;
  }

  /** The bucket where an entry that lies in this memory would be found, until the map grows. */
  long bucketOf(long entry) {
    return bucket(hashOf(entry));
  }

  /** Where the entry's word lies, from its bucket on, until the map changes; or {@link #ABSENT}. */
  long locate(long bucket, long entry) {
    return buckets.locate(bucket, entry);
  }

  /** The entry whose word lies there has moved. */
  static void point(MemorySegment memory, long place, long entry) {
    memory.set(Buckets.WORD, place, memory.get(Buckets.WORD, place) & ~Buckets.OFFSET | entry);
  }

  /** Whether the entry is what its key is found by. */
  public boolean holds(long hash, long entry) {
    return buckets.locate(bucket(hash), entry) != ABSENT;
  }

  /**
   * Takes the entry out.
   *
   * @return whether it was in
   */
  public boolean remove(long hash, long entry) {
    if (leaving && Long.compareUnsigned(hash, dismantled) < 0) {
      return false;
    }
    long at = buckets.locate(bucket(hash), entry);
    if (at == ABSENT) {
      return false;
    }
    count(buckets.get(at), -1);
    pages.add(page(hash), -1);
    buckets.remove(bucket(hash), at);
    return true;
  }

  /**
   * Shows the entries of the bucket that {@code cursor} lies in, from that hash on.
   *
   * @param onlyExpiring only those that have an end
   * @return the hash where the next bucket begins; 0 when this was the last
   */
  public long visit(long cursor, boolean onlyExpiring, LongConsumer entries) {
    long slot = directory[index(cursor)];
    int own = (int) (slot & DEPTH);
    int shift = 64 - own - BUCKET_BITS;
    long begin = (cursor >>> shift) << shift;
    buckets.visit(
        bucket(cursor),
        word -> {
          if ((!onlyExpiring || (word & Buckets.EXPIRES) != 0)
              && (begin == cursor
                  || Long.compareUnsigned(hashOf(word & Buckets.OFFSET), cursor) >= 0)) {
            entries.accept(word & Buckets.OFFSET);
          }
        });
    return begin + (1L << shift);
  }

  /** The hash of the key of an entry that lies in this memory. */
  public long hashOf(long entry) {
    return KeyHash.of(
        EntryLayout.table(memory, entry),
        memory,
        EntryLayout.key(entry, EntryLayout.flags(memory, entry)),
        EntryLayout.keyLength(memory, entry));
  }

  /**
   * Gives back the next page with its chains, after each entry in it has been shown. From the first
   * call on the map is good only for {@link #remove}.
   *
   * @return whether there are more pages
   */
  boolean dismantle(LongConsumer entries) {
    leaving = true;
    long cursor = dismantled;
    long slot = directory[index(cursor)];
    long page = slot & ~DEPTH;
    for (int i = 0; i < PageStore.PAGE_BUCKETS; i++) {
      buckets.visit(
          bucketAt(page, i),
          word -> {
            size--;
            entries.accept(word & Buckets.OFFSET);
          });
    }
    free(page);
    int own = (int) (slot & DEPTH);
    dismantled = own == 0 ? 0 : ((cursor >>> (64 - own)) + 1) << (64 - own);
    return dismantled != 0;
  }

  private void split(long hash) {
    int index = index(hash);
    long slot = directory[index];
    int own = (int) (slot & DEPTH);
    // Keys that were chosen to collide must not blow up the directory: they get a long chain
    // instead.
    if (own >= MOST_DEPTH || ((long) PageStore.PAGE_BUCKETS << own) > size) {
      return;
    }
    long page = slot & ~DEPTH;
    long left = pages.takePage();
    long right = left == ABSENT ? ABSENT : pages.takePage();
    if (right == ABSENT) {
      if (left != ABSENT) {
        pages.givePage(left);
      }
      return;
    }
    if (!deal(page, own, left, right)) {
      free(left);
      free(right);
      return;
    }
    if (own == depth) {
      long[] doubled = new long[directory.length * 2];
      for (int i = 0; i < doubled.length; i++) {
        doubled[i] = directory[i >> 1];
      }
      directory = doubled;
      depth++;
      index <<= 1;
    }
    int span = 1 << (depth - own);
    int start = index & -span;
    Arrays.fill(directory, start, start + span / 2, left | (own + 1));
    Arrays.fill(directory, start + span / 2, start + span, right | (own + 1));
    free(page);
  }

  private boolean deal(long page, int own, long left, long right) {
    boolean[] dealt = {true};
    for (int i = 0; i < PageStore.PAGE_BUCKETS && dealt[0]; i++) {
      buckets.visit(
          bucketAt(page, i),
          word -> {
            long hash = hashOf(word & Buckets.OFFSET);
            long target = (hash << own) < 0 ? right : left;
            if (dealt[0] && buckets.place(target + bucketInPage(hash, own + 1), word)) {
              pages.add(target, 1);
            } else {
              dealt[0] = false;
            }
          });
    }
    return dealt[0];
  }

  private void free(long page) {
    for (int i = 0; i < PageStore.PAGE_BUCKETS; i++) {
      buckets.giveChain(bucketAt(page, i));
    }
    pages.givePage(page);
  }

  private static long bucketAt(long page, int number) {
    return page + (long) number * PageStore.BUCKET_BYTES;
  }

  private void count(long word, int change) {
    size += change;
    if ((word & Buckets.EXPIRES) != 0) {
      expiring += change;
    }
    if ((word & Buckets.TOMBSTONE) != 0) {
      tombstones += change;
    }
  }

  private int index(long hash) {
    return depth == 0 ? 0 : (int) (hash >>> (64 - depth));
  }

  private long page(long hash) {
    return directory[index(hash)] & ~DEPTH;
  }

  private long bucket(long hash) {
    long slot = directory[index(hash)];
    return (slot & ~DEPTH) + bucketInPage(hash, (int) (slot & DEPTH));
  }

  private static long bucketInPage(long hash, int own) {
    return (hash << own) >>> (64 - BUCKET_BITS) << BUCKET_BITS;
  }
}
