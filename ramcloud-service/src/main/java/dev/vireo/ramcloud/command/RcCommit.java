package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RAMCloud's optimistic transaction: what was read is still so, and then all is written, or nothing
 * is. It is one record of the log, so its keys lie in one tablet; others are refused before
 * anything is done.
 */
final class RcCommit {
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
    if (!isHere(call)) {
      return;
    }
    List<TxOp> ops = operations(call);
    if (ops == null) {
      return;
    }
    switch (call.keyspace().shard().commit(ops)) {
      case TxResult.Committed committed -> {
        call.out.array(committed.versions().size());
        committed.versions().forEach(call.out::integer);
      }
      case TxResult.Aborted aborted -> aborted(call, aborted, ops);
      case TxResult.Prepared prepared ->
          throw new IllegalStateException("a commit of one tablet was prepared");
    }
  }

  private static void aborted(Call call, TxResult.Aborted aborted, List<TxOp> ops) {
    switch (aborted.status()) {
      case OUT_OF_MEMORY, REQUEST_TOO_LARGE, RETRY ->
          call.error(RcReplies.rejection(aborted.status(), aborted.version()));
      case UNKNOWN_TABLET ->
          call.error(
              "CROSSSLOT the transaction's keys lie in several tablets; give them one hash tag, such as {order-7}");
      default -> {
        int operation = Math.max(0, aborted.operation());
        String key = new String(ops.get(operation).key(), StandardCharsets.UTF_8);
        call.error(
            "ABORTED operation %d, key %s: %s %d"
                .formatted(
                    operation + 1,
                    key.length() > 64 ? key.substring(0, 64) : key,
                    aborted.status(),
                    aborted.version()));
      }
    }
  }

  /** Whether this master serves every key; else writes where they are. */
  private static boolean isHere(Call call) {
    ClusterView cluster = call.core().server().cluster();
    if (!cluster.enabled()) {
      return true;
    }
    KeyRange keys = KeyRange.listedFrom(3);
    String elsewhere = null;
    int here = 0;
    int away = 0;
    for (int i = keys.first(); i < call.args.count(); i += keys.stepAt(call.args, i)) {
      int slot = KeySlot.of(OffHeap.ALL, call.args.address(i), call.args.length(i));
      String refusal = Dispatcher.refusal(cluster.route(slot), slot);
      if (refusal == null) {
        here++;
      } else {
        away++;
        elsewhere = refusal;
      }
    }
    if (elsewhere == null) {
      return true;
    }
    call.error(
        here == 0 || away == 0 || elsewhere.startsWith("TRYAGAIN")
            ? elsewhere
            : "CROSSSLOT the transaction's keys lie on several masters; give them one hash tag, such as {order-7}");
    return false;
  }

  /** The operations that the words say; null after an error was written. */
  private static @Nullable List<TxOp> operations(Call call) {
    List<TxOp> ops = new ArrayList<>();
    int at = 1;
    while (at < call.args.count()) {
      boolean read = call.args.is(at, "READ");
      boolean write = call.args.is(at, "WRITE");
      int words = call.args.is(at, "REMOVE") ? 3 : read || write ? 4 : 0;
      if (words == 0 || at + words > call.args.count()) {
        call.error(
            "ERR RC.COMMIT [READ table key version] [WRITE table key value] [REMOVE table key] ...");
        return null;
      }
      Table table = RcReplies.table(call, at + 1, !read);
      if (table == null) {
        return null;
      }
      byte[] key = call.args.bytes(at + 2);
      if (read) {
        if (!Words.isLong(call.args, at + 3) || Words.longOf(call.args, at + 3) < 0) {
          call.error(
              "ERR READ takes the version that was read, 0 for an object that was not there");
          return null;
        }
        ops.add(TxOp.Check.version(table.id(), key, Words.longOf(call.args, at + 3)));
      } else if (write) {
        ops.add(new TxOp.Write(table.id(), key, call.args.bytes(at + 3)));
      } else {
        ops.add(new TxOp.Remove(table.id(), key));
      }
      at += words;
    }
    if (mixes(call, ops)) {
      call.error(
          "ERR a transaction is of durable tables or of tables in memory: not of both, as only one survives a crash");
      return null;
    }
    return ops;
  }

  private static boolean mixes(Call call, List<TxOp> ops) {
    return ops.stream()
            .map(
                op ->
                    call.keyspace()
                        .shard()
                        .tables()
                        .withId(op.tableId())
                        .map(Table::durability)
                        .orElse(Durability.LOG))
            .distinct()
            .count()
        > 1;
  }
}
