package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.LogMemory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a shard keeps of a table: how many objects each tablet has of it, and its indexes. */
final class TableState {
  private final Map<Tablet, long[]> counts = new IdentityHashMap<>();
  private final Map<Integer, SecondaryIndex> indexes = new TreeMap<>();
  private final List<SecondaryIndex> empty = new ArrayList<>();
  private Table table;

  /** It outlives the indexes, so that one that is made anew is not taken for the one before. */
  private long changes;

  TableState(Table table, LogMemory log) {
    this.table = table;
    adopt(table, log);
  }

  Table table() {
    return table;
  }

  boolean durable() {
    return table.durability() == Durability.LOG;
  }

  /** The same table with other properties. */
  void adopt(Table next, LogMemory log) {
    table = next;
    indexes.keySet().retainAll(next.indexes());
    for (int number : next.indexes()) {
      if (!indexes.containsKey(number)) {
        SecondaryIndex index = new SecondaryIndex(number, log);
        indexes.put(number, index);
        empty.add(index);
      }
    }
  }

  /** The indexes that were made since this was asked last, and are to be filled. */
  List<SecondaryIndex> takeEmpty() {
    List<SecondaryIndex> taken = List.copyOf(empty);
    empty.clear();
    return taken;
  }

  void count(Tablet tablet, int change) {
    counts.computeIfAbsent(tablet, unused -> new long[1])[0] += change;
  }

  void left(Tablet tablet) {
    counts.remove(tablet);
  }

  long count() {
    long all = 0;
    for (long[] count : counts.values()) {
      all += count[0];
    }
    return all;
  }

  long count(Tablet tablet) {
    long[] count = counts.get(tablet);
    return count == null ? 0 : count[0];
  }

  @Nullable SecondaryIndex index(int number) {
    return indexes.get(number);
  }

  /**
   * Puts an object into the indexes.
   *
   * @param visible whether somebody may be shown it
   */
  void index(long entry, boolean visible) {
    long change = visible ? nextChange() : 0;
    indexes.values().forEach(index -> index.add(entry, change));
  }

  /** Takes an object out of the indexes. */
  void unindex(long entry, boolean visible) {
    long change = visible ? nextChange() : 0;
    indexes.values().forEach(index -> index.remove(entry, change));
  }

  long nextChange() {
    return ++changes;
  }

  void reindex(long from, long to) {
    indexes.values().forEach(index -> index.move(from, to));
  }
}
