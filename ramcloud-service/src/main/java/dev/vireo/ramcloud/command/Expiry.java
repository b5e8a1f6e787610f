package dev.vireo.ramcloud.command;

import java.util.List;

/** When keys end. */
final class Expiry {
  private Expiry() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "expire",
            -3,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "1.0.0",
            "Sets in how many seconds a key ends.",
            call -> expire(call, "expire", true, true)),
        CommandSpec.of(
            "pexpire",
            -3,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "2.6.0",
            "Sets in how many milliseconds a key ends.",
            call -> expire(call, "pexpire", false, true)),
        CommandSpec.of(
            "expireat",
            -3,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "1.2.0",
            "Sets at which second since 1970 a key ends.",
            call -> expire(call, "expireat", true, false)),
        CommandSpec.of(
            "pexpireat",
            -3,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "2.6.0",
            "Sets at which millisecond since 1970 a key ends.",
            call -> expire(call, "pexpireat", false, false)),
        CommandSpec.of(
            "ttl",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "generic",
            "1.0.0",
            "Gives the seconds that a key has left.",
            call -> left(call, true, true)),
        CommandSpec.of(
            "pttl",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "generic",
            "2.6.0",
            "Gives the milliseconds that a key has left.",
            call -> left(call, false, true)),
        CommandSpec.of(
            "expiretime",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "generic",
            "7.0.0",
            "Gives the second since 1970 at which a key ends.",
            call -> left(call, true, false)),
        CommandSpec.of(
            "pexpiretime",
            2,
            "readonly fast",
            KeyRange.FIRST,
            "generic",
            "7.0.0",
            "Gives the millisecond since 1970 at which a key ends.",
            call -> left(call, false, false)),
        CommandSpec.of(
            "persist",
            2,
            "write fast",
            KeyRange.FIRST,
            "generic",
            "2.2.0",
            "Takes from a key that it ends.",
            Expiry::persist));
  }

  private static void expire(Call call, String name, boolean seconds, boolean relative) {
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    for (int i = 3; i < call.args.count(); i++) {
      if (call.args.is(i, "NX")) {
        nx = true;
      } else if (call.args.is(i, "XX")) {
        xx = true;
      } else if (call.args.is(i, "GT")) {
        gt = true;
      } else if (call.args.is(i, "LT")) {
        lt = true;
      } else {
        call.error("ERR Unsupported option " + call.args.text(i));
        return;
      }
    }
    if (nx && (xx || gt || lt)) {
      call.error("ERR NX and XX, GT or LT options at the same time are not compatible");
      return;
    }
    if (gt && lt) {
      call.error("ERR GT and LT options at the same time are not compatible");
      return;
    }
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long at = Words.longOf(call.args, 2);
    if (seconds) {
      if (at > Long.MAX_VALUE / 1000 || at < Long.MIN_VALUE / 1000) {
        call.error(Errors.invalidExpire(name));
        return;
      }
      at *= 1000;
    }
    if (relative) {
      if (at > Long.MAX_VALUE - call.now()) {
        call.error(Errors.invalidExpire(name));
        return;
      }
      at += call.now();
    }
    if (!call.find(1)) {
      call.out.integer(0);
      return;
    }
    long was = call.expiry();
    boolean refused =
        (nx && was != 0)
            || (xx && was == 0)
            || (gt && (was == 0 || at <= was))
            || (lt && was != 0 && at >= was);
    if (refused) {
      call.out.integer(0);
    } else if (at <= call.now() ? call.removeQuietly(1) : call.expire(1, at)) {
      call.out.integer(1);
    } else {
      call.refuse();
    }
  }

  private static void left(Call call, boolean seconds, boolean relative) {
    if (!call.find(1)) {
      call.out.integer(-2);
    } else if (call.expiry() == 0) {
      call.out.integer(-1);
    } else {
      long millis = relative ? Math.max(0, call.expiry() - call.now()) : call.expiry();
      // The largest end and a half second are more than a long takes with its sign.
      call.out.integer(seconds ? Long.divideUnsigned(millis + 500, 1000) : millis);
    }
  }

  private static void persist(Call call) {
    if (!call.find(1) || call.expiry() == 0) {
      call.out.integer(0);
    } else if (call.expire(1, 0)) {
      call.out.integer(1);
    } else {
      call.refuse();
    }
  }
}
