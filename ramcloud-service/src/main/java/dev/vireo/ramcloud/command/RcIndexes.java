package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.meta.Catalog;
import dev.vireo.ramcloud.store.IndexPage;
import dev.vireo.ramcloud.store.IndexPosition;
import dev.vireo.ramcloud.store.IndexRange;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Secondary indexes: an object is found by the secondary keys that it was written with. An index
 * lies with the objects, so it changes with them in one step, and a master knows that of its own
 * tablets: where there are several, {@link IndexGather} asks each.
 */
final class RcIndexes {
  private static final int COUNT = 100;
  private static final int MOST = 100_000;

  private RcIndexes() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.container(
            "rc.index",
            -2,
            "",
            RcObjects.GROUP,
            "1.0.0",
            "Secondary indexes of tables.",
            null,
            List.of(
                child("create", 4, "write not_in_multi", "Makes an index.", c -> change(c, true)),
                child("drop", 4, "write not_in_multi", "Drops an index.", c -> change(c, false)),
                child(
                    "lookup",
                    -5,
                    "readonly",
                    "Gives objects of a secondary key.",
                    c -> range(c, 4)),
                child("range", -6, "readonly", "Gives objects from key to key.", c -> range(c, 5)),
                IndexPart.command())));
  }

  private static CommandSpec child(
      String name, int arity, String flags, String summary, CommandSpec.Handler handler) {
    return CommandSpec.of(
        "rc.index|" + name,
        arity,
        flags,
        KeyRange.NONE,
        RcObjects.GROUP,
        "1.0.0",
        summary,
        handler);
  }

  private static void change(Call call, boolean wanted) {
    String name = RcTables.name(call, 2);
    if (name == null || !RcTables.allowed(call, name, true)) {
      return;
    }
    long number = Words.countOr(call.args, 3, 0);
    if (number < 1 || number > 255) {
      call.error(Status.INVALID_PARAMETER + " 0");
      return;
    }
    if (call.core().databases().isDefault(RcReplies.named(call, 2))) {
      call.error("ERR " + name + " is behind SELECT and has no indexes");
      return;
    }
    Catalog catalog = call.core().server().catalog();
    call.later(
        replying ->
            catalog.index(
                name,
                (int) number,
                wanted,
                RcTables.answer(
                    replying,
                    (out, table) -> {
                      if (wanted && table.isEmpty()) {
                        out.error(RcReplies.rejection(Status.TABLE_DOESNT_EXIST, 0));
                      } else {
                        out.ok();
                      }
                    })));
  }

  /** LOOKUP has one key, RANGE the first and the last; options begin behind {@code last}. */
  private static void range(Call call, int last) {
    Table table = RcReplies.table(call, 2, false);
    if (table == null) {
      return;
    }
    long number = Words.countOr(call.args, 3, 0);
    int count = COUNT;
    @Nullable IndexPosition after = null;
    for (int i = last + 1; i < call.args.count(); i++) {
      if (call.args.is(i, "COUNT") && Words.countOr(call.args, i + 1, 0) > 0) {
        count = (int) Math.min(MOST, Words.countOr(call.args, ++i, 0));
      } else if (call.args.is(i, "FROM") && i + 1 < call.args.count()) {
        after = RcScan.position(call.args.text(++i));
        if (after == null) {
          call.error(Errors.INVALID_CURSOR);
          return;
        }
      } else {
        call.error(
            "ERR RC.INDEX LOOKUP table index key, or RANGE table index first last, [COUNT count]"
                + " [FROM cursor]");
        return;
      }
    }
    IndexRange range =
        new IndexRange(
            table.id(), (int) number, call.args.bytes(4), call.args.bytes(last), after, count);
    if (isWhole(call)) {
      lookHere(call, range);
    } else if (call.isQueued()) {
      call.error("CROSSSLOT the index of " + table.name() + " lies on several masters");
    } else if (call.core().server().cluster().peers() == Peers.NONE) {
      call.error("TRYAGAIN this master does not know the others yet");
    } else {
      ClusterView cluster = call.core().server().cluster();
      int most = call.core().limits().replyBytes();
      CommandMeter meter = call.core().server().meter();
      call.later(replying -> new IndexGather(cluster, range, most, meter, replying).begin());
    }
  }

  private static void lookHere(Call call, IndexRange range) {
    if (call.keyspace().shard().held().has(range)) {
      call.held();
      return;
    }
    long began = System.nanoTime();
    IndexPart.Collector found = new IndexPart.Collector(range.index());
    IndexPage page = call.keyspace().shard().lookup(range, slot -> true, found);
    IndexGather.write(call.out, page.next(), found.all);
    call.core().server().meter().lookedUp("found", 0, System.nanoTime() - began);
  }

  /** Whether this master serves every slot. */
  private static boolean isWhole(Call call) {
    int slots = 0;
    for (SlotRange tablet : call.keyspace().shard().served()) {
      slots += tablet.last() - tablet.first() + 1;
    }
    return slots == KeySlot.SLOTS;
  }
}
