package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds tables by the bytes of their names, without making a text of them. A value. */
final class TableNames {

  private record Named(ByteSpan name, Table table) {}

  private final @Nullable Named[] places;

  TableNames(Collection<Table> tables) {
    places = new Named[Integer.highestOneBit(Math.max(8, tables.size())) * 4];
    for (Table table : tables) {
      ByteSpan name = ByteSpan.of(table.name().getBytes(StandardCharsets.UTF_8));
      int at = place(name);
      while (places[at] != null) {
        at = (at + 1) & (places.length - 1);
      }
      places[at] = new Named(name, table);
    }
  }

  @Nullable Table find(ByteSpan name) {
    for (int at = place(name); ; at = (at + 1) & (places.length - 1)) {
      Named named = places[at];
      if (named == null) {
        return null;
      }
      if (named.name().sameBytes(name)) {
        return named.table();
      }
    }
  }

  private int place(ByteSpan name) {
    int hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 31 + name.get(i);
    }
    return (hash ^ (hash >>> 15)) & (places.length - 1);
  }
}
