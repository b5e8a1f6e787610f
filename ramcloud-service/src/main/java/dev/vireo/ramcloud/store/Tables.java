package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All tables at one moment; a value. Ids start at 1, grow by one and are never used again, also not
 * after a drop: {@code nextId} remembers.
 */
public final class Tables {
  private final Map<String, Table> byName;
  private final Map<Long, Table> byId;
  private final long nextId;
  private final TableNames names;

  private Tables(Map<String, Table> byName, long nextId) {
    this.byName = byName;
    this.nextId = nextId;
    this.byId = new TreeMap<>();
    byName.values().forEach(table -> byId.put(table.id(), table));
    this.names = new TableNames(byName.values());
  }

  /** No table yet. */
  public static Tables none() {
    return new Tables(new TreeMap<>(), 1);
  }

  /** The table of a name. */
  public Optional<Table> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The table of a name, by its UTF-8 bytes; null where there is none. It makes no garbage. */
  public @Nullable Table named(ByteSpan name) {
    return names.find(name);
  }

  /** The table of an id. */
  public Optional<Table> withId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All, in order of their ids. */
  public Collection<Table> all() {
    return byId.values();
  }

  /** The id that the next new table takes. */
  public long nextId() {
    return nextId;
  }

  /** With a table of this name; where there is one already, nothing changes. */
  public Tables create(String name, Durability durability) {
    return byName.containsKey(name) ? this : with(new Table(nextId, name, durability));
  }

  /** With this table, new or in place of the one of its name. Its id is not given again. */
  public Tables with(Table table) {
    Map<String, Table> more = new TreeMap<>(byName);
    more.put(table.name(), table);
    return new Tables(more, Math.max(nextId, table.id() + 1));
  }

  /** Without the table of this name; where there is none, nothing changes. */
  public Tables drop(String name) {
    Map<String, Table> fewer = new TreeMap<>(byName);
    fewer.remove(name);
    return new Tables(fewer, nextId);
  }

  /** With no id below this given again, as when the list is read back. */
  public Tables reserving(long id) {
    return new Tables(byName, Math.max(nextId, id));
  }
}
