package dev.vireo.ramcloud.store;

import java.util.Set;
import java.util.TreeSet;

/**
 * A table as every shard knows it.
 *
 * @param id 1 to 2^32 - 1, never given twice
 * @param name unique among the tables there are
 * @param durability when its writes are answered
 * @param indexes the numbers of the secondary keys, 1 to 255, that are indexed
 */
public record Table(long id, String name, Durability durability, Set<Integer> indexes) {
  /** The largest id: an entry keeps it in four bytes. */
  public static final long MAX_ID = 0xFFFF_FFFFL;

  public Table {
    if (id < 1 || id > MAX_ID) {
      throw new IllegalArgumentException("table id " + id + " is not in 1.." + MAX_ID);
    }
    for (int index : indexes) {
      if (index < 1 || index > 255) {
        throw new IllegalArgumentException("index " + index + " is not in 1..255");
      }
    }
    indexes = Set.copyOf(indexes);
  }

  /** A table without indexes. */
  public Table(long id, String name, Durability durability) {
    this(id, name, durability, Set.of());
  }

  /** This one with an index more. */
  public Table withIndex(int index) {
    Set<Integer> more = new TreeSet<>(indexes);
    more.add(index);
    return new Table(id, name, durability, more);
  }

  /** This one without that index. */
  public Table withoutIndex(int index) {
    Set<Integer> fewer = new TreeSet<>(indexes);
    fewer.remove(index);
    return new Table(id, name, durability, fewer);
  }
}
