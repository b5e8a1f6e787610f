package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongConsumer;

/**
 * The buckets of a hash table: 64 bytes, a cache line, of eight words each. A word is 16 bits of
 * the hash and where the entry lies; three low bits that an aligned offset leaves say what must be
 * known without going there. A full bucket's last word links to a further one, and the words of
 * such a chain have no hole between them. Which bucket a hash belongs to is {@link ObjectMap}'s.
 */
final class Buckets {
  /** Where the entry lies, of a word. */
  static final long OFFSET = 0x0000_FFFF_FFFF_FFF8L;

  /** The word links to a bucket. */
  static final long LINK = 1;

  /** The object ends at some time. */
  static final long EXPIRES = 2;

  /** There is no object, only the knowledge of a version that was removed. */
  static final long TOMBSTONE = 4;

  private static final long ABSENT = ObjectMap.ABSENT;
  static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final int LAST = PageStore.BUCKET_BYTES - 8;

  private final MemorySegment memory;
  private final PageStore pages;

  Buckets(MemorySegment memory, PageStore pages) {
    this.memory = memory;
    this.pages = pages;
  }

  /** The word of an entry that lies in this memory. */
  long word(long hash, long entry) {
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

  /** The word that lies there. */
  long get(long at) {
    return memory.get(WORD, at);
  }

  /** Puts another word in its place. */
  void set(long at, long word) {
    memory.set(WORD, at, word);
  }

  /** The entry of the key in the chain, or {@link ObjectMap#ABSENT}. */
  long find(long first, long hash, long table, MemorySegment base, long key, int length) {
    long bucket = first;
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

  /** Where the word of an entry lies in the chain, or {@link ObjectMap#ABSENT}. */
  long locate(long first, long entry) {
    long bucket = first;
    while (true) {
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        if ((memory.get(WORD, at) & (OFFSET | LINK)) == entry) {
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

  /**
   * Puts a word at the end of the chain.
   *
   * @return whether there was memory for it
   */
  boolean place(long first, long word) {
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

  /** Takes a word out of the chain: its last one takes the place. */
  void remove(long first, long hole) {
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

  /** Shows the words of the chain; they may be changed meanwhile, but not the chain. */
  void visit(long first, LongConsumer words) {
    long bucket = first;
    while (true) {
      long last = memory.get(WORD, bucket + LAST);
      for (long at = bucket; at <= bucket + LAST; at += 8) {
        long word = memory.get(WORD, at);
        if (word != 0 && (word & LINK) == 0) {
          words.accept(word);
        }
      }
      if ((last & LINK) == 0) {
        return;
      }
      bucket = last & OFFSET;
    }
  }

  /** Gives back what the chain has beyond its first bucket, which keeps what is in it. */
  void giveChain(long first) {
    long last = memory.get(WORD, first + LAST);
    while ((last & LINK) != 0) {
      long bucket = last & OFFSET;
      last = memory.get(WORD, bucket + LAST);
      pages.giveBucket(bucket);
    }
  }
}
