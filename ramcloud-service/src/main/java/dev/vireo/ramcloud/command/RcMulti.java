package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many objects by one request, each by itself: one that fails leaves the others alone. Rules that
 * stand behind the items hold for each of them. An item's reply is its status and version, and what
 * else it has; an item of another master's has the redirection for its status.
 */
final class RcMulti {
  private RcMulti() {}

  /** One kind of multi-operation. */
  private record Kind(String name, String item, int words, boolean write, Each each) {}

  /** Does one item whose words begin at {@code at}, and writes its reply. */
  @FunctionalInterface
  private interface Each {
    void run(Call call, Table table, int at, RcOptions options);
  }

  static List<CommandSpec> commands() {
    return List.of(
        spec(
            new Kind("rc.mread", "table key", 2, false, RcMulti::read),
            "readonly each_key",
            "Reads objects."),
        spec(
            new Kind("rc.mwrite", "table key value", 3, true, RcMulti::write),
            "write denyoom each_key",
            "Writes objects, each by itself."),
        spec(
            new Kind("rc.mremove", "table key", 2, true, RcMulti::remove),
            "write each_key",
            "Removes objects, each by itself."),
        spec(
            new Kind("rc.mincr", "table key by", 3, true, RcMulti::increment),
            "write denyoom each_key",
            "Adds to numbers of eight bytes, each by itself; one with a point to a double."));
  }

  private static CommandSpec spec(Kind kind, String flags, String summary) {
    return CommandSpec.of(
        kind.name(),
        -(2 + kind.words()),
        flags,
        KeyRange.counted(1, 3, kind.words()),
        RcObjects.GROUP,
        "1.0.0",
        summary,
        call -> run(call, kind));
  }

  private static void run(Call call, Kind kind) {
    long count = Words.countOr(call.args, 1, 0);
    if (count < 1 || count > (call.args.count() - 2) / kind.words()) {
      call.error(
          "REQUEST_FORMAT_ERROR 0 "
              + kind.name()
              + " takes how many items follow, and so many times: "
              + kind.item());
      return;
    }
    int end = 2 + (int) count * kind.words();
    RcOptions options = RcOptions.of(call, end, RcOptions.Takes.RULES);
    if (options == null) {
      return;
    }
    call.out.array(count);
    for (int at = 2; at < end; at += kind.words()) {
      Table table = RcReplies.named(call, at);
      String trouble = trouble(call, table, at, kind.write());
      if (trouble != null || table == null) {
        item(call, trouble == null ? "" : trouble, 0);
        continue;
      }
      if (table.durability() == Durability.LOG) {
        call.touchDurable();
      }
      kind.each().run(call, table, at, options);
    }
  }

  /** Why the item is not done here; null: it is. */
  private static @Nullable String trouble(Call call, @Nullable Table table, int at, boolean write) {
    ClusterView cluster = call.core().server().cluster();
    if (cluster.enabled()) {
      int slot = KeySlot.of(OffHeap.ALL, call.args.address(at + 1), call.args.length(at + 1));
      String elsewhere = Dispatcher.refusal(cluster.route(slot), slot);
      if (elsewhere != null) {
        return elsewhere;
      }
    }
    return RcReplies.trouble(call, table, write);
  }

  /** An item that has only a status and a version. */
  private static void item(Call call, String status, long version) {
    call.out.array(2);
    call.out.bulk(status);
    call.out.integer(version);
  }

  /** The item's status and version, after which {@code more} replies follow if it is OK. */
  private static boolean begin(Call call, Status status, int more) {
    Outcome outcome = call.outcome();
    if (status != Status.OK) {
      String error = RcReplies.rejection(status, outcome.version());
      item(
          call,
          RcReplies.isPlain(status) ? status.name() : error,
          RcReplies.isPlain(status) ? outcome.version() : 0);
      return false;
    }
    call.out.array(2L + more);
    call.out.bulk("OK");
    call.out.integer(outcome.version());
    return true;
  }

  private static void read(Call call, Table table, int at, RcOptions options) {
    Status status =
        call.keyspace().shard().read(table.id(), call.key(at + 1), options.rules(), call.outcome());
    if (begin(call, status, 1)) {
      call.out.bulk(call.outcome().value());
    }
  }

  private static void write(Call call, Table table, int at, RcOptions options) {
    Shard shard = call.keyspace().shard();
    begin(
        call,
        shard.write(
            table.id(),
            call.key(at + 1),
            call.secondWord(at + 2),
            options.forWrite(),
            call.outcome()),
        0);
  }

  private static void remove(Call call, Table table, int at, RcOptions options) {
    RejectRules rules = options.rules();
    Shard shard = call.keyspace().shard();
    begin(call, shard.remove(table.id(), call.key(at + 1), rules, null, call.outcome()), 0);
  }

  private static void increment(Call call, Table table, int at, RcOptions options) {
    boolean floating = !Words.isLong(call.args, at + 2);
    if (floating && RcObjects.number(call.args, at + 2) == null) {
      item(call, Status.REQUEST_FORMAT_ERROR.name(), 0);
      return;
    }
    if (begin(call, RcObjects.add(call, table, at + 1, at + 2, floating, options), 1)) {
      RcObjects.sum(call, floating);
    }
  }
}
