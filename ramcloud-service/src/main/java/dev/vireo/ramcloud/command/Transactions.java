package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.Shard;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MULTI, EXEC and WATCH: several commands as one. What is watched is compared by version when EXEC
 * comes; a key that was not there must not have been made since, even if it is gone again.
 */
final class Transactions {
  private Transactions() {}

  static List<CommandSpec> commands() {
    String flags = "fast noscript loading stale in_multi";
    return List.of(
        CommandSpec.of(
            "multi",
            1,
            flags,
            KeyRange.NONE,
            "transactions",
            "1.2.0",
            "Begins a transaction.",
            Transactions::multi),
        CommandSpec.of(
            "exec",
            1,
            "noscript loading stale in_multi",
            KeyRange.NONE,
            "transactions",
            "1.2.0",
            "Runs what was queued.",
            Transactions::exec),
        CommandSpec.of(
            "discard",
            1,
            flags,
            KeyRange.NONE,
            "transactions",
            "2.0.0",
            "Forgets what was queued.",
            Transactions::discard),
        CommandSpec.of(
            "watch",
            -2,
            flags,
            KeyRange.ALL,
            "transactions",
            "2.2.0",
            "Makes EXEC depend on keys staying as they are.",
            Transactions::watch),
        CommandSpec.of(
            "unwatch",
            1,
            "fast noscript loading stale",
            KeyRange.NONE,
            "transactions",
            "2.2.0",
            "Forgets what is watched.",
            Transactions::unwatch));
  }

  private static void multi(Call call) {
    Transaction transaction = call.session.transaction();
    if (transaction.isOpen()) {
      call.error("ERR MULTI calls can not be nested");
    } else {
      transaction.begin();
      call.out.ok();
    }
  }

  private static void discard(Call call) {
    if (call.session.transaction().isOpen()) {
      call.session.transaction().end();
      call.out.ok();
    } else {
      call.error("ERR DISCARD without MULTI");
    }
  }

  private static void watch(Call call) {
    Transaction transaction = call.session.transaction();
    if (transaction.isOpen()) {
      call.error("ERR WATCH inside MULTI is not allowed");
      return;
    }
    for (int i = 1; i < call.args.count(); i++) {
      transaction.watched().add(seen(call, i));
    }
    call.out.ok();
  }

  private static Transaction.Watched seen(Call call, int word) {
    long table = call.table();
    byte[] key = call.args.bytes(word);
    return call.find(word)
        ? new Transaction.Watched(table, key, call.keyspace().version(), null)
        : new Transaction.Watched(
            table, key, 0, call.keyspace().shard().absent().watch(table, ByteSpan.of(key)));
  }

  private static void unwatch(Call call) {
    call.session.transaction().unwatch();
    call.out.ok();
  }

  private static void exec(Call call) {
    Session session = call.session;
    Transaction transaction = session.transaction();
    if (!transaction.isOpen()) {
      call.error("ERR EXEC without MULTI");
      return;
    }
    if (transaction.isBroken()) {
      transaction.end();
      call.error("EXECABORT Transaction discarded because of previous errors.");
      return;
    }
    String elsewhere = elsewhere(call, transaction.slot());
    if (elsewhere != null) {
      transaction.end();
      call.error(elsewhere);
      return;
    }
    if (isHeld(call, transaction)) {
      call.held();
      return;
    }
    ByteSpan key = new ByteSpan();
    for (Transaction.Watched watched : transaction.watched()) {
      key.at(MemorySegment.ofArray(watched.key()), 0, watched.key().length);
      if (call.core().databases().isDurableTable(watched.table())) {
        call.touchDurable();
      }
      long version = call.keyspace().find(watched.table(), key) ? call.keyspace().version() : 0;
      if (!watched.isSame(version)) {
        transaction.end();
        call.out.missingArray();
        return;
      }
    }
    call.out.array(transaction.size());
    // A command that fails does not undo the others: they are one record of the log all the same.
    var _ =
        call.keyspace()
            .group(
                transaction.slot(),
                () -> {
                  transaction.queued().forEach(call::rerun);
                  return true;
                });
    transaction.end();
  }

  private static boolean isHeld(Call call, Transaction transaction) {
    Shard shard = call.keyspace().shard();
    return shard.held().any()
        && (transaction.queued().stream()
                .anyMatch(queued -> Held.isAny(call, queued.command(), queued.args()))
            || transaction.watched().stream()
                .anyMatch(
                    watched ->
                        shard.held().has(watched.table(), ByteSpan.of(watched.key()), false)));
  }

  /** The tablet may have gone elsewhere since its commands were queued. */
  private static @Nullable String elsewhere(Call call, int slot) {
    ClusterView cluster = call.core().server().cluster();
    return slot < 0 || !cluster.enabled() ? null : Dispatcher.refusal(cluster.route(slot), slot);
  }
}
