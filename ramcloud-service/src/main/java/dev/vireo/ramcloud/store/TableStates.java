package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.LogMemory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables of a shard by id; looking one up makes no garbage. */
final class TableStates {
  private final LogMemory log;
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
    boolean[] lost = new boolean[1];
    forEach(
        state -> {
          if (next.withId(state.table().id()).isEmpty() && state.count() > 0) {
            lost[0] = true;
          }
        });
    int size = Integer.highestOneBit(Math.max(8, next.all().size())) * 4;
    @Nullable TableState[] fresh = new TableState[size];
    for (Table table : next.all()) {
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
    tables = next;
    return lost[0];
  }

  private static int place(long id, int mask) {
    return (int) (id * 0x9E3779B97F4A7C15L >>> 32) & mask;
  }
}
