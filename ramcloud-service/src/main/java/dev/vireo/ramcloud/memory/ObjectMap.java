package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Finds the entry of a key: a hash table of 64-byte buckets outside the heap, eight words each. A
 * word is 16 bits of the hash and where the entry lies; three low bits that an aligned offset
 * leaves say what must be known without going there. A full bucket's last word links to a further
 * one.
 *
 * <p>The hash's highest bits choose a page of 64 buckets, the next six a bucket. A page that gets
 * too full is cut in two by the next bit (extendible hashing), so that growing is many small steps.
 * Because higher bits come first, going through all buckets is going through all hashes in order: a
 * position in an enumeration is a hash, and it means the same after growth, cleaning, and in
 * another process.
 */
public final class ObjectMap {
  /** Where the entry lies, of a word. */
  static final long OFFSET = 0x0000_FFFF_FFFF_FFF8L;

  /** The word links to a bucket. */
  static final long LINK = 1;

  /** The object ends at some time. */
  static final long EXPIRES = 2;

  /** There is no object, only the knowledge of a version that was removed. */
  static final long TOMBSTONE = 4;

  /** No such entry. */
  public static final long ABSENT = -1;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final int BUCKET_BITS = 6;
  private static final int LAST = PageStore.BUCKET_BYTES - 8;
  private static final int SPLIT_AT = PageStore.PAGE_BUCKETS * 56 / 10;
  private static final int MOST_DEPTH = 30;
  private static final long DEPTH = PageStore.PAGE_BYTES - 1;

  private final MemorySegment memory;
  private final PageStore pages;

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
    return find(hash, table, key.base(), key.offset(), key.length());
  }

  private long find(long hash, long table, MemorySegment base, long key, int length) {
    long bucket = bucket(hash);
    long tag = hash << 48;
    while (true) {
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        long word = memory.get(WORD, at);
        if ((word ^ tag) >>> 48 == 0 && (word & LINK) == 0) {
          long entry = word & OFFSET;
          if (entry != 0 && matches(entry, table, base, key, length)) {
            return entry;
          }
        }
      }
      long last = memory.get(WORD, bucket + LAST);
      if ((last & LINK) == 0) {
        return ABSENT;
      }
      bucket = last & OFFSET;
    }
  }

  private boolean matches(long entry, long table, MemorySegment base, long key, int length) {
    if (EntryLayout.keyLength(memory, entry) != length
        || EntryLayout.table(memory, entry) != table) {
      return false;
    }
    long own = EntryLayout.key(entry, EntryLayout.flags(memory, entry));
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (memory.get(EntryLayout.LONG, own + i) != base.get(EntryLayout.LONG, key + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (memory.get(JAVA_BYTE, own + i) != base.get(JAVA_BYTE, key + i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the entry of a key that is not there.
   *
   * @return whether there was memory for it
   */
  public boolean insert(long hash, long entry) {
    long word = word(hash, entry);
    if (!place(bucket(hash), word)) {
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
    long at = locate(hash, from);
    if (at == ABSENT) {
      return false;
    }
    count(memory.get(WORD, at), -1);
    long word = word(hash, to);
    memory.set(WORD, at, word);
    count(word, 1);
    return true;
  }

  /** Whether the entry is what its key is found by. */
  public boolean holds(long hash, long entry) {
    return locate(hash, entry) != ABSENT;
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
    long at = locate(hash, entry);
    if (at == ABSENT) {
      return false;
    }
    count(memory.get(WORD, at), -1);
    pages.add(page(hash), -1);
    fillHole(bucket(hash), at);
    return true;
  }

  private void fillHole(long first, long hole) {
    long previous = ABSENT;
    long bucket = first;
    long last = memory.get(WORD, bucket + LAST);
    while ((last & LINK) != 0) {
      previous = bucket;
      bucket = last & OFFSET;
      last = memory.get(WORD, bucket + LAST);
    }
    long end = bucket;
    while (end <= bucket + LAST && memory.get(WORD, end) != 0) {
      end += 8;
    }
    long mover = end - 8;
    memory.set(WORD, hole, memory.get(WORD, mover));
    memory.set(WORD, mover, 0);
    if (mover == bucket && previous != ABSENT) {
      memory.set(WORD, previous + LAST, 0);
      pages.giveBucket(bucket);
    }
  }

  private long locate(long hash, long entry) {
    long bucket = bucket(hash);
    while (true) {
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        long word = memory.get(WORD, at);
        if ((word & (OFFSET | LINK)) == entry) {
          return at;
        }
      }
      long last = memory.get(WORD, bucket + LAST);
      if ((last & LINK) == 0) {
        return ABSENT;
      }
      bucket = last & OFFSET;
    }
  }

  /** Puts the word at the end of the bucket's chain, whose words have no hole between them. */
  private boolean place(long first, long word) {
    long bucket = first;
    while (true) {
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        if (memory.get(WORD, at) == 0) {
          memory.set(WORD, at, word);
          return true;
        }
      }
      long last = memory.get(WORD, bucket + LAST);
      if ((last & LINK) == 0) {
        long more = pages.takeBucket();
        if (more == ABSENT) {
          return false;
        }
        memory.set(WORD, more, last);
        memory.set(WORD, more + 8, word);
        memory.set(WORD, bucket + LAST, more | LINK);
        return true;
      }
      bucket = last & OFFSET;
    }
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
    long bucket = bucket(cursor);
    while (true) {
      long last = memory.get(WORD, bucket + LAST);
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        long word = memory.get(WORD, at);
        if (word != 0
            && (word & LINK) == 0
            && (!onlyExpiring || (word & EXPIRES) != 0)
            && (begin == cursor || Long.compareUnsigned(hashOf(word & OFFSET), cursor) >= 0)) {
          entries.accept(word & OFFSET);
        }
      }
      if ((last & LINK) == 0) {
        return begin + (1L << shift);
      }
      bucket = last & OFFSET;
    }
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
      long bucket = page + (long) i * PageStore.BUCKET_BYTES;
      boolean chained = false;
      while (true) {
        long last = memory.get(WORD, bucket + LAST);
        for (long at = bucket; at <= bucket + LAST; at += 8) {
          long word = memory.get(WORD, at);
          if (word != 0 && (word & LINK) == 0) {
            size--;
            entries.accept(word & OFFSET);
          }
        }
        if (chained) {
          pages.giveBucket(bucket);
        }
        if ((last & LINK) == 0) {
          break;
        }
        chained = true;
        bucket = last & OFFSET;
      }
    }
    pages.givePage(page);
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
    for (int i = 0; i < PageStore.PAGE_BUCKETS; i++) {
      long bucket = page + (long) i * PageStore.BUCKET_BYTES;
      while (true) {
        for (long at = bucket; at <= bucket + LAST; at += 8) {
          long word = memory.get(WORD, at);
          if (word == 0 || (word & LINK) != 0) {
            continue;
          }
          long hash = hashOf(word & OFFSET);
          long target = (hash << own) < 0 ? right : left;
          if (!place(target + bucketInPage(hash, own + 1), word)) {
            return false;
          }
          pages.add(target, 1);
        }
        long last = memory.get(WORD, bucket + LAST);
        if ((last & LINK) == 0) {
          break;
        }
        bucket = last & OFFSET;
      }
    }
    return true;
  }

  private void free(long page) {
    for (int i = 0; i < PageStore.PAGE_BUCKETS; i++) {
      long last = memory.get(WORD, page + (long) i * PageStore.BUCKET_BYTES + LAST);
      while ((last & LINK) != 0) {
        long bucket = last & OFFSET;
        last = memory.get(WORD, bucket + LAST);
        pages.giveBucket(bucket);
      }
    }
    pages.givePage(page);
  }

  private void count(long word, int change) {
    size += change;
    if ((word & EXPIRES) != 0) {
      expiring += change;
    }
    if ((word & TOMBSTONE) != 0) {
      tombstones += change;
    }
  }

  private long word(long hash, long entry) {
    int flags = EntryLayout.flags(memory, entry);
    long word = (hash << 48) | entry;
    if ((flags & EntryLayout.HAS_EXPIRY) != 0) {
      word |= EXPIRES;
    }
    if ((flags & EntryLayout.KIND_MASK) == EntryKind.TOMBSTONE.ordinal()) {
      word |= TOMBSTONE;
    }
    return word;
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
