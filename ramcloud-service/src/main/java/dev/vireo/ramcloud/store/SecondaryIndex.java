package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.LogMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a table in order of one secondary key, then of their primary key. It holds no
 * keys, only where the entries lie: 8 bytes an object in arrays of at most {@value #MOST}, on the
 * heap because a collector does not look into arrays of numbers, and because the limit on data is
 * then the log's alone. It changes in the same step as the object does, so it is never behind.
 */
final class SecondaryIndex {

  private static final int MOST = 512;

  private static final class Leaf {
    long[] entries = new long[16];
    int size;

    /** The newest change of what lies in it. */
    long changed;

    void insert(int at, long entry) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      System.arraycopy(entries, at, entries, at + 1, size - at);
      entries[at] = entry;
      size++;
    }

    void remove(int at) {
      System.arraycopy(entries, at + 1, entries, at, size - at - 1);
      size--;
    }
  }

  private final int number;
  private final MemorySegment memory;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Entry looked = new Entry();
  private final ByteSpan left = new ByteSpan();
  private final ByteSpan right = new ByteSpan();
  private final ByteSpan secondary = new ByteSpan();
  private final ByteSpan primary = new ByteSpan();
  private long size;
  private int foundLeaf;
  private int foundAt;

  SecondaryIndex(int number, LogMemory log) {
    this.number = number;
    this.memory = log.memory();
    leaves.add(new Leaf());
  }

  long size() {
    return size;
  }

  /**
   * Adds an object, if it has this key.
   *
   * @param change a number above all former ones; 0: nobody can see the object
   */
  void add(long entry, long change) {
    if (!aim(entry)) {
      return;
    }
    int leafAt = leafOf(secondary, primary);
    Leaf leaf = leaves.get(leafAt);
    int at = atLeast(leaf, secondary, primary);
    leaf.insert(at, entry);
    leaf.changed = Math.max(leaf.changed, change);
    size++;
    if (leaf.size == MOST) {
      Leaf more = new Leaf();
      more.entries = Arrays.copyOfRange(leaf.entries, MOST / 2, MOST);
      more.size = MOST / 2;
      more.changed = leaf.changed;
      leaf.size = MOST / 2;
      leaves.add(leafAt + 1, more);
    }
  }

  /**
   * Takes the object out, if it is in.
   *
   * @param change as for {@link #add}
   */
  void remove(long entry, long change) {
    if (!aim(entry)) {
      return;
    }
    if (locate(entry)) {
      Leaf leaf = leaves.get(foundLeaf);
      leaf.remove(foundAt);
      leaf.changed = Math.max(leaf.changed, change);
      size--;
      if (leaf.size == 0 && leaves.size() > 1) {
        leaves.remove(foundLeaf);
        // Who looked into it looks into the one before it from now on, or into the first.
        Leaf heir = leaves.get(Math.max(0, foundLeaf - 1));
        heir.changed = Math.max(heir.changed, leaf.changed);
      }
    }
  }

  /** The object, if it is in, lies elsewhere; both places still hold it. */
  void move(long from, long to) {
    if (!aim(from)) {
      return;
    }
    if (locate(from)) {
      leaves.get(foundLeaf).entries[foundAt] = to;
    }
  }

  /**
   * Finds an entry that has been aimed at. Its keys may be there twice: of a tablet that has left
   * and is not yet taken apart, and of the same tablet come back.
   */
  private boolean locate(long entry) {
    foundLeaf = leafOf(secondary, primary);
    foundAt = atLeast(leaves.get(foundLeaf), secondary, primary);
    for (; foundLeaf < leaves.size(); foundLeaf++, foundAt = 0) {
      Leaf leaf = leaves.get(foundLeaf);
      for (; foundAt < leaf.size; foundAt++) {
        if (leaf.entries[foundAt] == entry) {
          return true;
        }
        if (compare(leaf.entries[foundAt], secondary, primary) != 0) {
          return false;
        }
      }
    }
    return false;
  }

  /**
   * Shows objects in order.
   *
   * @param first the smallest secondary key
   * @param last the largest
   * @param after where to go on, exclusive; null: from {@code first} on
   * @param entries tells whether to go on
   * @return the newest change of all that was looked into
   */
  long range(ByteSpan first, ByteSpan last, @Nullable IndexPosition after, LongPredicate entries) {
    ByteSpan nothing = new ByteSpan();
    ByteSpan fromKey = after == null ? first : ByteSpan.of(after.secondaryKey());
    ByteSpan fromPrimary = after == null ? nothing : ByteSpan.of(after.primaryKey());
    int leafAt = leafOf(fromKey, fromPrimary);
    int at = atLeast(leaves.get(leafAt), fromKey, fromPrimary);
    boolean skipSame = after != null;
    long newest = 0;
    for (; leafAt < leaves.size(); leafAt++, at = 0) {
      Leaf leaf = leaves.get(leafAt);
      newest = Math.max(newest, leaf.changed);
      for (; at < leaf.size; at++) {
        long entry = leaf.entries[at];
        if (skipSame && compare(entry, fromKey, fromPrimary) == 0) {
          continue;
        }
        looked.at(memory, entry).secondaryKey(number, left);
        if (compare(left, last) > 0 || !entries.test(entry)) {
          return newest;
        }
      }
    }
    return newest;
  }

  IndexPosition position(long entry) {
    looked.at(memory, entry);
    return new IndexPosition(looked.secondaryKey(number, left).toBytes(), looked.keyBytes());
  }

  private boolean aim(long entry) {
    looked.at(memory, entry);
    looked.secondaryKey(number, secondary);
    looked.key(primary);
    return secondary.length() > 0;
  }

  /**
   * The last leaf that begins before the keys, for what equals them may begin in it; else the
   * first.
   */
  private int leafOf(ByteSpan key, ByteSpan primaryKey) {
    int low = 0;
    int high = leaves.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      Leaf leaf = leaves.get(middle);
      if (compare(leaf.entries[0], key, primaryKey) < 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The first entry of the leaf that is at or behind the keys. */
  private int atLeast(Leaf leaf, ByteSpan key, ByteSpan primaryKey) {
    int low = 0;
    int high = leaf.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(leaf.entries[middle], key, primaryKey) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(long entry, ByteSpan key, ByteSpan primaryKey) {
    looked.at(memory, entry).secondaryKey(number, left);
    int order = compare(left, key);
    return order != 0 ? order : compare(looked.key(right), primaryKey);
  }

  /** The order of keys: that of their bytes. */
  static int compare(ByteSpan a, ByteSpan b) {
    long at =
        MemorySegment.mismatch(
            a.base(),
            a.offset(),
            a.offset() + a.length(),
            b.base(),
            b.offset(),
            b.offset() + b.length());
    if (at == -1) {
      return 0;
    }
    if (at == a.length() || at == b.length()) {
      return Integer.compare(a.length(), b.length());
    }
    return Byte.compareUnsigned(a.get((int) at), b.get((int) at));
  }
}
