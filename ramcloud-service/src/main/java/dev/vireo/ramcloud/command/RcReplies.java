package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import org.jspecify.annotations.Nullable;

/** What native commands have in common: which table a word means, and how a rejection reads. */
final class RcReplies {
  private static final String TABLE_DOESNT_EXIST = Status.TABLE_DOESNT_EXIST.name();

  private RcReplies() {}

  /**
   * The table that a word names, by its name or its id; null after an error was written. It counts
   * as touched.
   */
  static @Nullable Table table(Call call, int word, boolean write) {
    Table table = named(call, word);
    String trouble = trouble(call, table, write);
    if (trouble != null || table == null) {
      call.error(trouble == null || isBare(trouble) ? TABLE_DOESNT_EXIST + " 0" : trouble);
      return null;
    }
    if (table.durability() == Durability.LOG) {
      call.touchDurable();
    }
    return table;
  }

  private static boolean isBare(String trouble) {
    return trouble.equals(TABLE_DOESNT_EXIST);
  }

  /** Why a table cannot be used so: a status' name, or an error of more words; null: it can. */
  static @Nullable String trouble(Call call, @Nullable Table table, boolean write) {
    if (!call.core().databases().isDefault(table) && !call.core().server().catalog().current()) {
      // Somebody may have been answered already that it is made, or dropped.
      return "TRYAGAIN this master does not know the tables of this moment";
    }
    if (table == null) {
      return TABLE_DOESNT_EXIST;
    }
    User user = call.session.user();
    if (user == null || (!user.mayDoEverything() && !user.mayUse(table.name(), write))) {
      return "NOPERM this user has no permissions to access table " + table.name();
    }
    return null;
  }

  /** The table of a name or an id; null where there is none. */
  static @Nullable Table named(Call call, int word) {
    Tables tables = call.keyspace().shard().tables();
    if (Words.isLong(call.args, word)) {
      return tables.withId(Words.longOf(call.args, word)).orElse(null);
    }
    return tables.named(call.word(word));
  }

  /** The error of a rejection: RAMCloud's name of it, and the version that there is. */
  static String rejection(Status status, long version) {
    return switch (status) {
      case RETRY -> Errors.HELD;
      case UNKNOWN_TABLET -> "TRYAGAIN The key's slot is changing its owner";
      case OUT_OF_MEMORY -> Errors.OUT_OF_MEMORY;
      default -> status.name() + " " + Long.toUnsignedString(version);
    };
  }

  /** Whether the status is told by its name. */
  static boolean isPlain(Status status) {
    return status != Status.RETRY
        && status != Status.UNKNOWN_TABLET
        && status != Status.OUT_OF_MEMORY;
  }

  /** Writes the rejection of the last operation. */
  static void reject(Call call) {
    call.error(rejection(call.outcome().status(), call.outcome().version()));
  }
}
