package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables {@code db0}, {@code db1}, ... behind the numbers that SELECT takes. */
public final class Databases {
  private final List<Long> ids;

  private final int durable;

  /**
   * @param ids of the tables, in order of the numbers
   * @param durable how many of them, from 0 on, are in the log
   */
  public Databases(List<Long> ids, int durable) {
    this.ids = List.copyOf(ids);
    this.durable = durable;
  }

  /** Whether writes of this number's table wait for the log. */
  public boolean isDurable(int number) {
    return number < durable;
  }

  /** Whether it is one of these tables whose writes wait for the log. */
  boolean isDurableTable(long id) {
    for (int number = 0; number < durable; number++) {
      if (ids.get(number) == id) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is one of these tables, which are always there. */
  boolean isDefault(@Nullable Table table) {
    if (table != null) {
      for (int number = 0; number < ids.size(); number++) {
        if (ids.get(number) == table.id()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The table of a number, or -1. */
  public long table(long number) {
    return number >= 0 && number < ids.size() ? ids.get((int) number) : -1;
  }

  /** The name of a number's table. */
  public static String name(int number) {
    return "db" + number;
  }

  public List<Long> tables() {
    return ids;
  }
}
