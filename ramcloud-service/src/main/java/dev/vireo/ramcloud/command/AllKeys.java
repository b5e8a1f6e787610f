package dev.vireo.ramcloud.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All keys of a database: going through them, counting them, removing them. */
final class AllKeys {
  private static final int DEFAULT_SCAN = 10;

  private AllKeys() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "keys",
            2,
            "readonly dangerous",
            KeyRange.NONE,
            "generic",
            "1.0.0",
            "Gives all keys that match a pattern.",
            unlessHeld(AllKeys::keys)),
        CommandSpec.of(
            "scan",
            -2,
            "readonly",
            KeyRange.NONE,
            "generic",
            "2.8.0",
            "Goes through the keys, some at a time.",
            unlessHeld(AllKeys::scan)),
        CommandSpec.of(
            "randomkey",
            1,
            "readonly",
            KeyRange.NONE,
            "generic",
            "1.0.0",
            "Gives any key.",
            unlessHeld(AllKeys::randomkey)),
        CommandSpec.of(
            "dbsize",
            1,
            "readonly fast",
            KeyRange.NONE,
            "server",
            "1.0.0",
            "Gives the number of keys of the database.",
            unlessHeld(call -> call.out.integer(call.keyspace().size(call.table())))),
        CommandSpec.of(
            "flushdb",
            -1,
            "write dangerous",
            KeyRange.NONE,
            "server",
            "1.0.0",
            "Removes all keys of the database.",
            call -> flush(call, false)),
        CommandSpec.of(
            "flushall",
            -1,
            "write dangerous",
            KeyRange.NONE,
            "server",
            "1.0.0",
            "Removes all keys of all databases.",
            call -> flush(call, true)));
  }

  /** What is held may be there already, or be gone. */
  private static CommandSpec.Handler unlessHeld(CommandSpec.Handler handler) {
    return call -> {
      if (call.keyspace().shard().held().has(call.session.table(), false)) {
        call.held();
      } else {
        handler.run(call);
      }
    };
  }

  private static void keys(Call call) {
    byte[] pattern = call.args.bytes(1);
    List<byte[]> found = new ArrayList<>();
    boolean all = pattern.length == 1 && pattern[0] == '*';
    call.keyspace()
        .forEachKey(
            call.table(),
            key -> {
              byte[] bytes = key.toBytes();
              if (all || Glob.matches(pattern, bytes)) {
                found.add(bytes);
              }
            });
    call.out.array(found.size());
    found.forEach(call.out::bulk);
  }

  private static void scan(Call call) {
    long cursor = cursor(call);
    if (cursor == -1) {
      call.error(Errors.INVALID_CURSOR);
      return;
    }
    byte @Nullable [] pattern = null;
    boolean strings = true;
    long count = DEFAULT_SCAN;
    int words = call.args.count();
    for (int i = 2; i < words; i += 2) {
      boolean more = i + 1 < words;
      if (more && call.args.is(i, "COUNT")) {
        if (!Words.isLong(call.args, i + 1)) {
          call.error(Errors.NOT_AN_INTEGER);
          return;
        }
        count = Words.longOf(call.args, i + 1);
        if (count < 1) {
          call.error(Errors.SYNTAX);
          return;
        }
      } else if (more && call.args.is(i, "MATCH")) {
        pattern = call.args.bytes(i + 1);
      } else if (more && call.args.is(i, "TYPE")) {
        strings = call.args.is(i + 1, "STRING");
      } else {
        call.error(Errors.SYNTAX);
        return;
      }
    }
    List<byte[]> found = new ArrayList<>();
    byte @Nullable [] wanted = pattern;
    boolean any = strings;
    long next =
        call.keyspace()
            .scan(
                call.table(),
                cursor,
                (int) Math.min(count, Integer.MAX_VALUE),
                key -> {
                  byte[] bytes = key.toBytes();
                  if (any && (wanted == null || Glob.matches(wanted, bytes))) {
                    found.add(bytes);
                  }
                });
    call.out.array(2);
    call.out.bulk(Long.toUnsignedString(next));
    call.out.array(found.size());
    found.forEach(call.out::bulk);
  }

  /** The cursor of word 1; -1 where it is none. */
  private static long cursor(Call call) {
    try {
      return Long.parseUnsignedLong(call.args.text(1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static void randomkey(Call call) {
    byte[] key = call.keyspace().randomKey(call.table());
    if (key == null) {
      call.out.missing();
    } else {
      call.out.bulk(key);
    }
  }

  private static void flush(Call call, boolean all) {
    int words = call.args.count();
    if (words > 2 || (words == 2 && !call.args.is(1, "ASYNC") && !call.args.is(1, "SYNC"))) {
      call.error(Errors.SYNTAX);
      return;
    }
    List<Long> tables = all ? call.core().databases().tables() : List.of(call.session.table());
    if (tables.stream().anyMatch(table -> call.keyspace().shard().held().has(table, true))) {
      call.held();
      return;
    }
    if (all) {
      for (long table : call.core().databases().tables()) {
        call.keyspace().clear(table);
      }
    } else {
      call.keyspace().clear(call.table());
    }
    call.out.ok();
  }
}
