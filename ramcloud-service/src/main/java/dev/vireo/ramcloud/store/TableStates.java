package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.LogMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables of a shard by id; looking one up makes no garbage. */
final class TableStates {
  private final LogMemory log;
  private final Map<Long, Table> unheard = new TreeMap<>();
  private Tables tables = Tables.none();
  private @Nullable TableState[] slots = new TableState[16];

  TableStates(LogMemory log) {
    this.log = log;
  }

  Tables tables() {
    return tables;
  }

  @Nullable TableState get(long id) {
    int mask = slots.length - 1;
    for (int at = place(id, mask); ; at = (at + 1) & mask) {
      TableState state = slots[at];
      if (state == null || state.table().id() == id) {
        return state;
      }
    }
  }

  /**
   * The table of an entry of the log; null where it was dropped. One that is above all known ids
   * has been created, and this shard has not heard of it yet: what the log holds of it is kept.
   */
  @Nullable TableState forReplay(long id) {
    TableState known = get(id);
    if (known != null || id < tables.nextId()) {
      return known;
    }
    unheard.put(id, new Table(id, "", Durability.LOG));
    rebuild();
    return get(id);
  }

  void forEach(Consumer<TableState> action) {
    for (TableState state : slots) {
      if (state != null) {
        action.accept(state);
      }
    }
  }

  /**
   * From now on these are the tables.
   *
   * @return whether one that had objects is gone
   */
  boolean adopt(Tables next) {
    tables = next;
    unheard.keySet().removeIf(id -> id < next.nextId());
    boolean[] lost = new boolean[1];
    forEach(
        state -> {
          if (!isKept(state.table().id()) && state.count() > 0) {
            lost[0] = true;
          }
        });
    rebuild();
    return lost[0];
  }

  private boolean isKept(long id) {
    return tables.withId(id).isPresent() || unheard.containsKey(id);
  }

  private void rebuild() {
    List<Table> kept = new ArrayList<>(tables.all());
    kept.addAll(unheard.values());
    int size = Integer.highestOneBit(Math.max(8, kept.size())) * 4;
    @Nullable TableState[] fresh = new TableState[size];
    for (Table table : kept) {
      TableState state = get(table.id());
      if (state == null) {
        state = new TableState(table, log);
      } else {
        state.adopt(table, log);
      }
      int at = place(table.id(), size - 1);
      while (fresh[at] != null) {
        at = (at + 1) & (size - 1);
      }
      fresh[at] = state;
    }
    slots = fresh;
  }

  private static int place(long id, int mask) {
    return (int) (id * 0x9E3779B97F4A7C15L >>> 32) & mask;
  }
}
