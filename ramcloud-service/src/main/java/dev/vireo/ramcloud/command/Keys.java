package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.List;

/** Keys, whatever they hold. */
final class Keys {
  private Keys() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "del", -2, "write", KeyRange.ALL, "generic", "1.0.0", "Removes keys.", Keys::del),
        CommandSpec.of(
            "unlink",
            -2,
            "write fast",
            KeyRange.ALL,
            "generic",
            "4.0.0",
            "Removes keys.",
            Keys::del),
        CommandSpec.of(
            "exists",
            -2,
            "readonly fast",
            KeyRange.ALL,
            "generic",
            "1.0.0",
            "Counts which of the keys exist.",
            Keys::exists),
        CommandSpec.of(
            "touch",
            -2,
            "readonly fast",
            KeyRange.ALL,
            "generic",
            "3.2.1",
            "Counts which of the keys exist.",
            Keys::exists),
        CommandSpec.of(
            "type",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "generic",
            "1.0.0",
            "Gives the type of a value: string, or none.",
            Keys::type),
        CommandSpec.of(
            "rename",
            3,
            "write",
            KeyRange.range(1, 2, 1),
            "generic",
            "1.0.0",
            "Gives a key another name.",
            call -> rename(call, false)),
        CommandSpec.of(
            "renamenx",
            3,
            "write fast",
            KeyRange.range(1, 2, 1),
            "generic",
            "1.0.0",
            "Gives a key another name if nothing has it.",
            call -> rename(call, true)),
        CommandSpec.of(
            "copy",
            -3,
            "write denyoom",
            KeyRange.range(1, 2, 1),
            "generic",
            "6.2.0",
            "Copies a value to another key.",
            Keys::copy),
        CommandSpec.of(
            "move",
            3,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "1.0.0",
            "Moves a key to another database.",
            Keys::move),
        CommandSpec.container(
            "object",
            -2,
            "",
            "generic",
            "2.2.3",
            "Tells how a value is kept.",
            null,
            List.of(
                CommandSpec.of(
                    "object|encoding",
                    3,
                    "readonly",
                    KeyRange.SECOND,
                    "generic",
                    "2.2.3",
                    "Gives Redis's name for such a value.",
                    Keys::encoding),
                CommandSpec.of(
                    "object|refcount",
                    3,
                    "readonly",
                    KeyRange.SECOND,
                    "generic",
                    "2.2.3",
                    "Gives 1.",
                    Keys::refcount),
                CommandSpec.of(
                    "object|idletime",
                    3,
                    "readonly",
                    KeyRange.SECOND,
                    "generic",
                    "2.2.3",
                    "Gives the seconds since the value was written.",
                    Keys::idletime),
                CommandSpec.of(
                    "object|help",
                    2,
                    "",
                    KeyRange.NONE,
                    "generic",
                    "6.2.0",
                    "Tells the subcommands.",
                    call -> call.help("OBJECT")))));
  }

  private static void del(Call call) {
    if (call.args.count() == 2) {
      boolean there = call.find(1);
      if (call.removeQuietly(1)) {
        call.out.integer(there ? 1 : 0);
      } else {
        call.refuse();
      }
      return;
    }
    if (!call.isOneRecord(1)) {
      return;
    }
    long removed =
        call.counting(
            1,
            () -> {
              long count = 0;
              for (int i = 1; i < call.args.count(); i++) {
                count += call.find(i) ? 1 : 0;
                if (!call.removeQuietly(i)) {
                  return -1;
                }
              }
              return count;
            });
    if (removed < 0) {
      call.refuse();
    } else {
      call.out.integer(removed);
    }
  }

  private static void exists(Call call) {
    long count = 0;
    for (int i = 1; i < call.args.count(); i++) {
      if (call.find(i)) {
        count++;
      }
    }
    call.out.integer(count);
  }

  private static void type(Call call) {
    call.out.simple(call.find(1) ? "string" : "none");
  }

  private static void rename(Call call, boolean onlyAbsent) {
    if (!call.find(1)) {
      call.error(Errors.NO_SUCH_KEY);
      return;
    }
    boolean same =
        call.args.length(1) == call.args.length(2)
            && OffHeap.equal(call.args.address(1), call.args.address(2), call.args.length(1));
    long expiry = call.expiry();
    int length = call.value().length();
    long scratch = call.scratch(length);
    Strings.copy(call.value(), scratch);
    if (onlyAbsent && (same || call.find(2))) {
      call.out.integer(0);
      return;
    }
    boolean done =
        same
            || call.atomically(
                1,
                () ->
                    call.store(2, call.at(scratch, length), expiry)
                        && (call.removeQuietly(1) || call.refuse()));
    if (!done) {
      return;
    }
    if (onlyAbsent) {
      call.out.integer(1);
    } else {
      call.out.ok();
    }
  }

  private static void copy(Call call) {
    long target = call.table();
    boolean replace = false;
    for (int i = 3; i < call.args.count(); i++) {
      if (call.args.is(i, "REPLACE")) {
        replace = true;
      } else if (call.args.is(i, "DB") && i + 1 < call.args.count()) {
        i++;
        if (!Words.isLong(call.args, i)) {
          call.error(Errors.NOT_AN_INTEGER);
          return;
        }
        target = call.core().databases().table(Words.longOf(call.args, i));
        if (target < 0) {
          call.error(Errors.DB_INDEX);
          return;
        }
      } else {
        call.error(Errors.SYNTAX);
        return;
      }
    }
    boolean same =
        call.args.length(1) == call.args.length(2)
            && OffHeap.equal(call.args.address(1), call.args.address(2), call.args.length(1));
    if (same && target == call.table()) {
      call.error(Errors.SAME_OBJECT);
      return;
    }
    if (!call.find(1)) {
      call.out.integer(0);
      return;
    }
    if (put(call, target, 2, replace)) {
      call.out.integer(1);
    }
  }

  private static void move(Call call) {
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long target = call.core().databases().table(Words.longOf(call.args, 2));
    if (target < 0) {
      call.error(Errors.DB_INDEX);
      return;
    }
    if (target == call.table()) {
      call.error(Errors.SAME_OBJECT);
      return;
    }
    if (!call.find(1)) {
      call.out.integer(0);
      return;
    }
    if (put(call, target, 1, false)) {
      if (call.removeQuietly(1)) {
        call.out.integer(1);
      } else {
        call.refuse();
      }
    }
  }

  /** Puts what was found under key {@code to} of another table; false after a reply was written. */
  private static boolean put(Call call, long target, int to, boolean replace) {
    long expiry = call.expiry();
    int length = call.value().length();
    long scratch = call.scratch(length);
    Strings.copy(call.value(), scratch);
    if (call.findIn(target, to) && !replace) {
      call.out.integer(0);
      return false;
    }
    return call.storeIn(target, to, call.at(scratch, length), expiry);
  }

  private static void encoding(Call call) {
    if (!call.find(2)) {
      call.out.missing();
    } else if (Words.isLong(call.value())) {
      call.out.bulk("int");
    } else {
      call.out.bulk(call.value().length() <= 44 ? "embstr" : "raw");
    }
  }

  private static void refcount(Call call) {
    if (call.find(2)) {
      call.out.integer(1);
    } else {
      call.out.missing();
    }
  }

  private static void idletime(Call call) {
    if (call.find(2)) {
      call.out.integer(Math.max(0, call.now() / 1000 - call.writtenSeconds()));
    } else {
      call.out.missing();
    }
  }
}
