package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.wire.resp.Args;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RAMCloud's operations on one object. */
final class RcObjects {
  static final String GROUP = "ramcloud";

  private RcObjects() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "rc.read",
            -3,
            "readonly fast",
            KeyRange.SECOND,
            GROUP,
            "1.0.0",
            "Gives an object's version and value.",
            RcObjects::read),
        CommandSpec.of(
            "rc.write",
            -4,
            "write denyoom",
            KeyRange.SECOND,
            GROUP,
            "1.0.0",
            "Writes an object and gives its version.",
            RcObjects::write),
        CommandSpec.of(
            "rc.remove",
            -3,
            "write fast",
            KeyRange.SECOND,
            GROUP,
            "1.0.0",
            "Removes an object and gives the version that it had, 0 if there was none.",
            RcObjects::remove),
        CommandSpec.of(
            "rc.incr",
            -4,
            "write denyoom fast",
            KeyRange.SECOND,
            GROUP,
            "1.0.0",
            "Adds to an integer of eight bytes and gives the sum and the version.",
            RcObjects::incr),
        CommandSpec.of(
            "rc.incrf",
            -4,
            "write denyoom fast",
            KeyRange.SECOND,
            GROUP,
            "1.0.0",
            "Adds to a double of eight bytes and gives the sum and the version.",
            RcObjects::incrf));
  }

  private static void read(Call call) {
    Table table = RcReplies.table(call, 1, false);
    if (table == null) {
      return;
    }
    RcOptions options = RcOptions.of(call, 3, RcOptions.Takes.RULES);
    if (options == null) {
      return;
    }
    Outcome outcome = call.outcome();
    if (call.keyspace().shard().read(table.id(), call.key(2), options.rules(), outcome)
        != Status.OK) {
      RcReplies.reject(call);
      return;
    }
    call.out.array(2);
    call.out.integer(outcome.version());
    call.out.bulk(outcome.value());
  }

  private static void write(Call call) {
    Table table = RcReplies.table(call, 1, true);
    if (table == null) {
      return;
    }
    RcOptions options = RcOptions.of(call, 4, RcOptions.Takes.RULES_REQUEST_AND_KEYS);
    if (options == null) {
      return;
    }
    Outcome outcome = call.outcome();
    Status status =
        call.keyspace()
            .shard()
            .write(table.id(), call.key(2), call.secondWord(3), options.forWrite(), outcome);
    if (status == Status.OK) {
      call.out.integer(outcome.version());
    } else {
      RcReplies.reject(call);
    }
  }

  private static void remove(Call call) {
    Table table = RcReplies.table(call, 1, true);
    if (table == null) {
      return;
    }
    RcOptions options = RcOptions.of(call, 3, RcOptions.Takes.RULES_AND_REQUEST);
    if (options == null) {
      return;
    }
    Outcome outcome = call.outcome();
    Status status =
        call.keyspace()
            .shard()
            .remove(table.id(), call.key(2), options.rules(), options.request(), outcome);
    if (status == Status.OK) {
      call.out.integer(outcome.version());
    } else {
      RcReplies.reject(call);
    }
  }

  private static void incr(Call call) {
    if (!Words.isLong(call.args, 3)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    add(call, false);
  }

  private static void incrf(Call call) {
    if (number(call.args, 3) == null) {
      call.error(Errors.NOT_A_FLOAT);
      return;
    }
    add(call, true);
  }

  private static void add(Call call, boolean floating) {
    Table table = RcReplies.table(call, 1, true);
    if (table == null) {
      return;
    }
    RcOptions options = RcOptions.of(call, 4, RcOptions.Takes.RULES_AND_REQUEST);
    if (options == null) {
      return;
    }
    if (add(call, table, 2, 3, floating, options) != Status.OK) {
      RcReplies.reject(call);
      return;
    }
    call.out.array(2);
    sum(call, floating);
    call.out.integer(call.outcome().version());
  }

  /** Adds the number of word {@code by}, which was found to be one. */
  static Status add(Call call, Table table, int key, int by, boolean floating, RcOptions options) {
    Shard shard = call.keyspace().shard();
    Outcome outcome = call.outcome();
    if (!floating) {
      long number = Words.longOf(call.args, by);
      return shard.increment(
          table.id(), call.key(key), number, options.rules(), options.request(), outcome);
    }
    Double number = number(call.args, by);
    return shard.incrementDouble(
        table.id(),
        call.key(key),
        number == null ? 0 : number,
        options.rules(),
        options.request(),
        outcome);
  }

  /** Writes the sum of the last increment. */
  static void sum(Call call, boolean floating) {
    if (floating) {
      call.out.floating(call.outcome().floating());
    } else {
      call.out.integer(call.outcome().integer());
    }
  }

  /** The word as a finite number; null where it is none. */
  static @Nullable Double number(Args args, int word) {
    String text = args.text(word);
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?")) {
      return null;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : null;
  }
}
