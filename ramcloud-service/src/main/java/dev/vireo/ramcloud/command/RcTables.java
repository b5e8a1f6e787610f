package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.meta.Catalog;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tables, and the leases of clients: what the whole cluster agrees on. */
final class RcTables {
  /** A name that begins with a digit would read as an id. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");

  private RcTables() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "rc.create",
            -2,
            "write not_in_multi",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Makes a table, if there is none of that name, and gives its id.",
            RcTables::create),
        CommandSpec.of(
            "rc.tableid",
            2,
            "readonly fast",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Gives the id of a table.",
            RcTables::tableId),
        CommandSpec.of(
            "rc.drop",
            2,
            "write not_in_multi",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Drops a table, if there is one of that name.",
            RcTables::drop),
        CommandSpec.of(
            "rc.tables",
            1,
            "readonly",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Gives all tables: id, name, durability, indexes.",
            RcTables::tables),
        CommandSpec.of(
            "rc.lease",
            1,
            "write not_in_multi",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Gives a client's id for REQ, which its use keeps.",
            RcTables::lease));
  }

  private static void create(Call call) {
    Durability durability = durability(call);
    String name = durability == null ? null : name(call, 1);
    if (durability == null || name == null || !allowed(call, name, true)) {
      return;
    }
    Catalog catalog = call.core().server().catalog();
    call.later(
        replying ->
            catalog.create(
                name, durability, answer(replying, (out, table) -> out.integer(table.id()))));
  }

  private static @Nullable Durability durability(Call call) {
    if (call.args.count() == 2) {
      return Durability.LOG;
    }
    if (call.args.count() == 4 && call.args.is(2, "DURABILITY")) {
      if (call.args.is(3, "LOG")) {
        return Durability.LOG;
      }
      if (call.args.is(3, "MEMORY")) {
        return Durability.MEMORY;
      }
    }
    call.error("ERR RC.CREATE table [DURABILITY log|memory]");
    return null;
  }

  /** The word as a table's name; null after an error was written. */
  static @Nullable String name(Call call, int word) {
    String name = new String(call.args.bytes(word), StandardCharsets.UTF_8);
    if (!NAME.matcher(name).matches()) {
      call.error(
          "ERR a table's name has 1 to 128 characters of A-Z, a-z, 0-9, '_', '.', ':' and '-', and"
              + " begins with a letter or '_'");
      return null;
    }
    return name;
  }

  static boolean allowed(Call call, String name, boolean write) {
    User user = call.session.user();
    if (user != null && (user.mayDoEverything() || user.mayUse(name, write))) {
      return true;
    }
    call.error("NOPERM this user has no permissions to access table " + name);
    return false;
  }

  private static void tableId(Call call) {
    String name = name(call, 1);
    if (name == null) {
      return;
    }
    Table table = RcReplies.table(call, 1, false);
    if (table != null) {
      call.out.integer(table.id());
    }
  }

  private static void drop(Call call) {
    String name = name(call, 1);
    if (name == null || !allowed(call, name, true)) {
      return;
    }
    if (call.core().databases().isDefault(RcReplies.named(call, 1))) {
      call.error("ERR " + name + " is behind SELECT and cannot be dropped; FLUSHDB empties it");
      return;
    }
    Catalog catalog = call.core().server().catalog();
    call.later(replying -> catalog.drop(name, answer(replying, (out, dropped) -> out.ok())));
  }

  private static void tables(Call call) {
    if (!call.core().server().catalog().current()) {
      call.error("TRYAGAIN this master does not know the tables of this moment");
      return;
    }
    User user = call.session.user();
    List<Table> shown = new ArrayList<>();
    for (Table table : call.keyspace().shard().tables().all()) {
      if (user != null && (user.mayDoEverything() || user.mayUse(table.name(), false))) {
        shown.add(table);
      }
    }
    call.out.array(shown.size());
    for (Table table : shown) {
      call.out.array(4);
      call.out.integer(table.id());
      call.out.bulk(table.name());
      call.out.bulk(table.durability() == Durability.LOG ? "log" : "memory");
      call.out.array(table.indexes().size());
      new TreeSet<>(table.indexes()).forEach(call.out::integer);
    }
  }

  private static void lease(Call call) {
    Catalog catalog = call.core().server().catalog();
    call.later(replying -> catalog.lease(answer(replying, ReplyWriter::integer)));
  }

  /** Writes what the catalog answers. */
  static <T> Catalog.Answer<T> answer(Call.Replying replying, BiConsumer<ReplyWriter, T> writing) {
    return new Catalog.Answer<>() {
      @Override
      public void done(T value) {
        replying.reply(out -> writing.accept(out, value));
      }

      @Override
      public void failed(String error) {
        replying.reply(out -> out.error(error));
      }
    };
  }
}
