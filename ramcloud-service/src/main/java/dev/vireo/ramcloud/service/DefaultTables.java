package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.Databases;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables behind the numbers that {@code SELECT} takes, the same at every master: {@code db0} is
 * durable, the others answer from memory.
 */
final class DefaultTables {

  private static final int DATABASES = 16;
  private static final int DURABLE = 1;

  private DefaultTables() {}

  static Tables tables() {
    Tables tables = Tables.none();
    for (int number = 0; number < DATABASES; number++) {
      tables =
          tables.create(
              Databases.name(number), number < DURABLE ? Durability.LOG : Durability.MEMORY);
    }
    return tables;
  }

  static Databases databases(Tables tables) {
    List<Long> ids = new ArrayList<>();
    for (int number = 0; number < DATABASES; number++) {
      ids.add(tables.named(Databases.name(number)).map(Table::id).orElseThrow());
    }
    return new Databases(ids, DURABLE);
  }
}
