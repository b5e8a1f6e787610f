package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.List;

/** Strings: whole values, parts of them, several at once. */
final class Strings {
  private Strings() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "get",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Gives the value of a key.",
            Strings::get),
        CommandSpec.of(
            "set",
            -3,
            "write denyoom",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Sets the value of a key, with conditions and an end if asked.",
            SetCommand::set),
        CommandSpec.of(
            "setnx",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Sets the value of a key that does not exist.",
            Strings::setnx),
        CommandSpec.of(
            "setex",
            4,
            "write denyoom",
            KeyRange.FIRST,
            "string",
            "2.0.0",
            "Sets the value of a key and when it ends, in seconds.",
            SetCommand::setex),
        CommandSpec.of(
            "psetex",
            4,
            "write denyoom",
            KeyRange.FIRST,
            "string",
            "2.6.0",
            "Sets the value of a key and when it ends, in milliseconds.",
            SetCommand::psetex),
        CommandSpec.of(
            "getset",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Sets the value of a key and gives the one before.",
            Strings::getset),
        CommandSpec.of(
            "getdel",
            2,
            "write fast",
            KeyRange.FIRST,
            "string",
            "6.2.0",
            "Removes a key and gives its value.",
            Strings::getdel),
        CommandSpec.of(
            "getex",
            -2,
            "write fast",
            KeyRange.FIRST,
            "string",
            "6.2.0",
            "Gives the value of a key and sets when it ends.",
            SetCommand::getex),
        CommandSpec.of(
            "mget",
            -2,
            "readonly fast",
            KeyRange.ALL,
            "string",
            "1.0.0",
            "Gives the values of several keys.",
            Strings::mget),
        CommandSpec.of(
            "mset",
            -3,
            "write denyoom",
            KeyRange.range(1, -1, 2),
            "string",
            "1.0.1",
            "Sets several keys.",
            Strings::mset),
        CommandSpec.of(
            "msetnx",
            -3,
            "write denyoom",
            KeyRange.range(1, -1, 2),
            "string",
            "1.0.1",
            "Sets several keys if none of them exists.",
            Strings::msetnx),
        CommandSpec.of(
            "append",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "2.0.0",
            "Appends to a value.",
            Strings::append),
        CommandSpec.of(
            "strlen",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "string",
            "2.2.0",
            "Gives the length of a value.",
            Strings::strlen),
        CommandSpec.of(
            "getrange",
            4,
            "readonly",
            KeyRange.FIRST,
            "string",
            "2.4.0",
            "Gives a part of a value.",
            Strings::getrange),
        CommandSpec.of(
            "substr",
            4,
            "readonly",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Gives a part of a value, by the old name.",
            Strings::getrange),
        CommandSpec.of(
            "setrange",
            4,
            "write denyoom",
            KeyRange.FIRST,
            "string",
            "2.2.0",
            "Overwrites a part of a value.",
            Strings::setrange),
        CommandSpec.of(
            "lcs",
            -3,
            "readonly",
            KeyRange.range(1, 2, 1),
            "string",
            "7.0.0",
            "Finds the longest common subsequence of two values.",
            LcsCommand::lcs));
  }

  private static void get(Call call) {
    if (call.find(1)) {
      call.out.bulk(call.value());
    } else {
      call.out.missing();
    }
  }

  private static void setnx(Call call) {
    if (call.find(1)) {
      call.out.integer(0);
    } else if (call.store(1, call.word(2), 0)) {
      call.out.integer(1);
    }
  }

  private static void getset(Call call) {
    int before = call.out.size();
    get(call);
    if (!call.storeQuietly(1, call.word(2), 0)) {
      call.out.cut(before);
      call.refuse();
    }
  }

  private static void getdel(Call call) {
    if (call.find(1)) {
      int before = call.out.size();
      call.out.bulk(call.value());
      if (!call.removeQuietly(1)) {
        call.out.cut(before);
        call.refuse();
      }
    } else {
      call.out.missing();
    }
  }

  private static void mget(Call call) {
    int count = call.args.count();
    call.out.array(count - 1L);
    for (int i = 1; i < count; i++) {
      if (call.find(i)) {
        call.out.bulk(call.value());
      } else {
        call.out.missing();
      }
    }
  }

  private static void mset(Call call) {
    if (call.args.count() % 2 == 0) {
      call.error(Errors.wrongArity("mset"));
    } else if (setAll(call)) {
      call.out.ok();
    }
  }

  private static void msetnx(Call call) {
    if (call.args.count() % 2 == 0) {
      call.error(Errors.wrongArity("msetnx"));
      return;
    }
    for (int i = 1; i < call.args.count(); i += 2) {
      if (call.find(i)) {
        call.out.integer(0);
        return;
      }
    }
    if (setAll(call)) {
      call.out.integer(1);
    }
  }

  private static boolean setAll(Call call) {
    if (!call.fits(1, 2)) {
      return false;
    }
    return call.atomically(
        1,
        () -> {
          for (int i = 1; i < call.args.count(); i += 2) {
            if (!call.store(i, call.word(i + 1), 0)) {
              return false;
            }
          }
          return true;
        });
  }

  private static void append(Call call) {
    int more = call.args.length(2);
    if (!call.find(1)) {
      if (call.store(1, call.word(2), 0)) {
        call.out.integer(more);
      }
      return;
    }
    int had = call.value().length();
    long total = (long) had + more;
    if (total > call.maxValueBytes()) {
      call.error(Errors.TOO_LONG);
      return;
    }
    long scratch = call.scratch((int) total);
    copy(call.value(), scratch);
    OffHeap.copy(call.args.address(2), scratch + had, more);
    if (call.storeKeeping(1, call.at(scratch, (int) total))) {
      call.out.integer(total);
    }
  }

  private static void strlen(Call call) {
    call.out.integer(call.find(1) ? call.value().length() : 0);
  }

  private static void getrange(Call call) {
    if (!Words.isLong(call.args, 2) || !Words.isLong(call.args, 3)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long start = Words.longOf(call.args, 2);
    long end = Words.longOf(call.args, 3);
    if (!call.find(1)) {
      call.out.bulk(0L, 0);
      return;
    }
    ByteSpan value = call.value();
    long length = value.length();
    if (start < 0 && end < 0 && start > end) {
      call.out.bulk(0L, 0);
      return;
    }
    start = Math.max(0, start < 0 ? length + start : start);
    end = Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
    if (start > end || length == 0) {
      call.out.bulk(0L, 0);
    } else {
      call.out.bulk(value.base(), value.offset() + start, (int) (end - start + 1));
    }
  }

  private static void setrange(Call call) {
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long offset = Words.longOf(call.args, 2);
    if (offset < 0) {
      call.error(Errors.OFFSET);
      return;
    }
    int more = call.args.length(3);
    boolean exists = call.find(1);
    int had = exists ? call.value().length() : 0;
    if (more == 0) {
      call.out.integer(had);
      return;
    }
    if (offset > call.maxValueBytes() || offset + more > call.maxValueBytes()) {
      call.error(Errors.TOO_LONG);
      return;
    }
    int total = (int) Math.max(had, offset + more);
    long scratch = call.scratch(total);
    if (exists) {
      copy(call.value(), scratch);
    }
    if (offset > had) {
      OffHeap.ALL.asSlice(scratch + had, offset - had).fill((byte) 0);
    }
    OffHeap.copy(call.args.address(3), scratch + offset, more);
    if (call.storeKeeping(1, call.at(scratch, total))) {
      call.out.integer(total);
    }
  }

  static void copy(ByteSpan from, long to) {
    from.copyTo(OffHeap.ALL, to);
  }
}
