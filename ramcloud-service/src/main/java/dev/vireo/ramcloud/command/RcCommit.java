package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.commit.Commits;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import dev.vireo.ramcloud.store.WriteOptions;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * RAMCloud's optimistic transaction: what was read is still so, and then all is written, or nothing
 * is. Within one tablet it is one record of its log; over several it is decided by the topic of
 * commits, and any master can be asked for it.
 */
final class RcCommit {
  private static final String FORM =
      "ERR RC.COMMIT [READ table key version] [WRITE table key value [KEYS count key ...]] [REMOVE"
          + " table key] ... [REQ client sequence [ACK sequence]]";
  private static final int MOST_SECONDARY_KEYS = 255;

  private RcCommit() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "rc.commit",
            -4,
            "write denyoom each_key not_in_multi",
            KeyRange.listedFrom(3),
            RcObjects.GROUP,
            "1.0.0",
            "Writes and removes objects of any tables together, if what was read is still so.",
            RcCommit::commit));
  }

  private static void commit(Call call) {
    boolean several = tablets(call) > 1;
    String elsewhere = several ? null : elsewhere(call);
    if (elsewhere != null) {
      call.error(elsewhere);
      return;
    }
    Reader reader = new Reader(call);
    if (!reader.read()) {
      return;
    }
    List<TxOp> ops = reader.ops;
    RequestId request = reader.request;
    Durability durability = durability(call, ops);
    if (durability == null) {
      call.error(
          "ERR a transaction is of durable tables or of tables in memory: not of both, as only one"
              + " survives a crash");
    } else if (!several) {
      TxResult result = call.keyspace().shard().transactions().commit(ops, request);
      call.core().server().meter().committedInOneTablet(outcome(result));
      answer(call.out, result, ops);
    } else if (durability == Durability.MEMORY) {
      call.error(
          "CROSSSLOT a transaction over tables in memory is of one tablet; give its keys one hash"
              + " tag, such as {order-7}");
    } else if (TxOp.groupBytes(ops) > Shard.MOST_GROUP_BYTES) {
      call.error(RcReplies.rejection(Status.REQUEST_TOO_LARGE, 0));
    } else {
      Commits commits = call.core().server().cluster().commits();
      CommandMeter meter = call.core().server().meter();
      long began = System.nanoTime();
      call.later(
          replying -> commits.commit(ops, request, new Answering(replying, ops, meter, began)));
    }
  }

  /** The reply of a commit over several tablets. */
  private record Answering(Call.Replying replying, List<TxOp> ops, CommandMeter meter, long began)
      implements Commits.Answer {
    @Override
    public void ended(TxResult result) {
      meter.committedOverTablets(outcome(result), System.nanoTime() - began);
      replying.reply(out -> answer(out, result, ops));
    }

    @Override
    public void failed(String error) {
      meter.committedOverTablets(CommandMeter.outcome(error), System.nanoTime() - began);
      replying.reply(out -> out.error(error));
    }
  }

  private static String outcome(TxResult result) {
    return result instanceof TxResult.Aborted aborted
        ? aborted.status().name().toLowerCase(Locale.ROOT)
        : "committed";
  }

  private static void answer(ReplyWriter out, TxResult result, List<TxOp> ops) {
    switch (result) {
      case TxResult.Committed committed -> {
        out.array(committed.versions().size());
        committed.versions().forEach(out::integer);
      }
      case TxResult.Aborted aborted -> out.error(aborted(aborted, ops));
      case TxResult.Prepared prepared ->
          throw new IllegalStateException("a commit was prepared, and not decided");
    }
  }

  private static String aborted(TxResult.Aborted aborted, List<TxOp> ops) {
    if (!aborted.isVerdict() && aborted.status() != Status.TABLE_DOESNT_EXIST) {
      return RcReplies.rejection(aborted.status(), aborted.version());
    }
    int operation = Math.clamp(aborted.operation(), 0, ops.size() - 1);
    String key = new String(ops.get(operation).key(), StandardCharsets.UTF_8);
    return "ABORTED operation %d, key %s: %s %d"
        .formatted(
            operation + 1,
            key.length() > 64 ? key.substring(0, 64) : key,
            aborted.status(),
            aborted.version());
  }

  /** How many tablets the keys lie in, up to two. */
  private static int tablets(Call call) {
    ClusterView cluster = call.core().server().cluster();
    KeyRange keys = KeyRange.listedFrom(3);
    int first = -1;
    for (int i = keys.first(); i < call.args.count(); i += keys.stepAt(call.args, i)) {
      int tablet = cluster.tabletOf(slot(call, i));
      if (first >= 0 && tablet != first) {
        return 2;
      }
      first = tablet;
    }
    return 1;
  }

  /** The error that sends a client to the one master of all keys; null: it is this. */
  private static @Nullable String elsewhere(Call call) {
    ClusterView cluster = call.core().server().cluster();
    int slot = slot(call, KeyRange.listedFrom(3).first());
    return cluster.enabled() ? Dispatcher.refusal(cluster.route(slot), slot) : null;
  }

  private static int slot(Call call, int word) {
    return KeySlot.of(OffHeap.ALL, call.args.address(word), call.args.length(word));
  }

  /** Of all tables; null where they differ. */
  private static @Nullable Durability durability(Call call, List<TxOp> ops) {
    List<Durability> all =
        ops.stream()
            .map(
                op ->
                    call.keyspace()
                        .shard()
                        .tables()
                        .withId(op.tableId())
                        .map(Table::durability)
                        .orElse(Durability.LOG))
            .distinct()
            .toList();
    return all.size() == 1 ? all.getFirst() : null;
  }

  /** The operations that the words say, and the request's name. */
  private static final class Reader {
    private final Call call;
    private final List<TxOp> ops = new ArrayList<>();
    private @Nullable RequestId request;
    private int at = 1;

    Reader(Call call) {
      this.call = call;
    }

    /** False after an error was written. */
    boolean read() {
      while (at < call.args.count() && !call.args.is(at, "REQ")) {
        if (!operation()) {
          return false;
        }
      }
      if (ops.isEmpty()) {
        call.error(FORM);
        return false;
      }
      RcOptions options = RcOptions.of(call, at, RcOptions.Takes.REQUEST);
      if (options == null) {
        return false;
      }
      request = options.request();
      return true;
    }

    private boolean operation() {
      boolean read = call.args.is(at, "READ");
      boolean write = call.args.is(at, "WRITE");
      int words = call.args.is(at, "REMOVE") ? 3 : read || write ? 4 : 0;
      if (words == 0 || at + words > call.args.count()) {
        call.error(FORM);
        return false;
      }
      Table table = RcReplies.table(call, at + 1, !read);
      if (table == null) {
        return false;
      }
      byte[] key = call.args.bytes(at + 2);
      int last = at + 3;
      at += words;
      if (read) {
        return check(table, key, last);
      }
      if (!write) {
        ops.add(new TxOp.Remove(table.id(), key));
        return true;
      }
      byte[] value = call.args.bytes(last);
      List<byte[]> secondary = secondaryKeys();
      if (secondary == null) {
        return false;
      }
      ops.add(new TxOp.Write(table.id(), key, value, WriteOptions.NO_EXPIRY, secondary));
      return true;
    }

    private boolean check(Table table, byte[] key, int version) {
      if (!Words.isLong(call.args, version) || Words.longOf(call.args, version) < 0) {
        call.error("ERR READ takes the version that was read, 0 for an object that was not there");
        return false;
      }
      ops.add(TxOp.Check.version(table.id(), key, Words.longOf(call.args, version)));
      return true;
    }

    /** Those that follow a write; null after an error was written. */
    private @Nullable List<byte[]> secondaryKeys() {
      List<byte[]> keys = new ArrayList<>();
      if (at >= call.args.count() || !call.args.is(at, "KEYS")) {
        return keys;
      }
      long count = Words.countOr(call.args, at + 1, -1);
      at += 2;
      if (count < 0 || count > MOST_SECONDARY_KEYS || count > call.args.count() - at) {
        call.error(
            "ERR KEYS takes how many follow, up to " + MOST_SECONDARY_KEYS + ", and so many keys");
        return null;
      }
      for (long i = 0; i < count; i++, at++) {
        if (call.args.length(at) > Shard.MOST_KEY_BYTES) {
          call.error("ERR a secondary key is longer than 65535 bytes");
          return null;
        }
        keys.add(call.args.bytes(at));
      }
      return keys;
    }
  }
}
