package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.EntryCodec;
import dev.vireo.ramcloud.memory.EntryKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are done together or not at all: at once, or after all who have a part in them
 * have agreed.
 */
final class Transactions {
  private final Objects objects;

  Transactions(Objects objects) {
    this.objects = objects;
  }

  TxResult commit(List<TxOp> ops) {
    if (ops.isEmpty()) {
      return new TxResult.Committed(List.of(), 0);
    }
    Tablet tablet = objects.tablet(KeySlot.of(ops.getFirst().key()));
    TxResult.Aborted objection = objection(tablet, ops);
    if (objection != null || tablet == null) {
      return objection == null ? new TxResult.Aborted(0, Status.UNKNOWN_TABLET, 0) : objection;
    }
    if (!room(ops, 0)) {
      return new TxResult.Aborted(-1, Status.OUT_OF_MEMORY, 0);
    }
    List<Long> versions = apply(tablet, ops);
    return new TxResult.Committed(versions, objects.emitter.end());
  }

  TxResult prepare(TxId id, List<TxOp> ops) {
    if (ops.isEmpty()) {
      return new TxResult.Prepared(0);
    }
    Tablet tablet = objects.tablet(KeySlot.of(ops.getFirst().key()));
    if (tablet == null) {
      return new TxResult.Aborted(0, Status.UNKNOWN_TABLET, 0);
    }
    if (tablet.prepared.waiting(id) != null) {
      return new TxResult.Prepared(0);
    }
    if (tablet.prepared.decision(id) != null) {
      return new TxResult.Aborted(-1, Status.TX_OP_AFTER_COMMIT, 0);
    }
    TxResult.Aborted objection = objection(tablet, ops);
    if (objection != null) {
      return objection;
    }
    if (!room(ops, 0)) {
      return new TxResult.Aborted(-1, Status.OUT_OF_MEMORY, 0);
    }
    long bytes = bytes(ops);
    objects.log.promise(bytes);
    tablet.prepared.prepare(id, new PreparedTransactions.Waiting(List.copyOf(ops), bytes));
    if (durable(ops)) {
      record(tablet, EntryKind.PREPARED, id, TxOpCodec.encode(ops));
    }
    return new TxResult.Prepared(objects.emitter.end());
  }

  TxResult decide(Tablet tablet, TxId id, boolean commit) {
    Boolean known = tablet.prepared.decision(id);
    if (known != null) {
      return known
          ? new TxResult.Committed(List.of(), 0)
          : new TxResult.Aborted(-1, Status.TX_OP_AFTER_COMMIT, 0);
    }
    PreparedTransactions.Waiting part = tablet.prepared.waiting(id);
    if (part == null && commit) {
      return new TxResult.Aborted(-1, Status.INVALID_PARAMETER, 0);
    }
    List<TxOp> ops = part == null ? List.of() : part.ops();
    if (commit && !room(ops, part == null ? 0 : part.promisedBytes())) {
      return new TxResult.Aborted(-1, Status.RETRY, 0);
    }
    List<Long> versions = commit ? apply(tablet, ops) : List.of();
    objects.log.promise(-tablet.prepared.decide(id, commit));
    if (part == null || durable(ops)) {
      record(tablet, EntryKind.DECIDED, id, new byte[] {(byte) (commit ? 1 : 0)});
    }
    long sequence = objects.emitter.end();
    return commit
        ? new TxResult.Committed(versions, sequence)
        : new TxResult.Aborted(-1, Status.OK, 0);
  }

  void forget(Tablet tablet, TxId id) {
    if (tablet.prepared.forget(id)) {
      byte[] key = RequestResults.key(id.client(), id.sequence());
      objects.emitter.obsolete(tablet.slots.first(), EntryKind.PREPARED, 0, key);
      objects.emitter.obsolete(tablet.slots.first(), EntryKind.DECIDED, 0, key);
    }
  }

  /** What the operations write, at most. */
  static long bytes(List<TxOp> ops) {
    long bytes = 0;
    for (TxOp op : ops) {
      bytes += bytes(op);
    }
    return bytes;
  }

  private static long bytes(TxOp op) {
    return op instanceof TxOp.Write write
        ? EntryCodec.length(
                write.key().length,
                write.value().length,
                true,
                EntryCodec.secondaryKeys(write.secondaryKeys()).length)
            + 8
        : 0;
  }

  private boolean room(List<TxOp> ops, long promised) {
    long all = 0;
    long largest = 0;
    int count = 0;
    for (TxOp op : ops) {
      long bytes = bytes(op);
      all += bytes;
      largest = Math.max(largest, bytes);
      count += bytes > 0 ? 1 : 0;
    }
    return count == 0
        || (objects.log.mayGrow(all - promised)
            && objects.log.makeRoom(all, (int) largest, count, objects.seconds()));
  }

  /** The first operation that cannot be done. */
  private TxResult.@Nullable Aborted objection(@Nullable Tablet tablet, List<TxOp> ops) {
    long all = 0;
    for (int i = 0; i < ops.size(); i++) {
      TxOp op = ops.get(i);
      ByteSpan key = ByteSpan.of(op.key());
      all += bytes(op) + op.key().length + Shard.GROUP_OVERHEAD;
      if (tablet == null || objects.tablet(KeySlot.of(key)) != tablet) {
        return new TxResult.Aborted(i, Status.UNKNOWN_TABLET, 0);
      }
      if (objects.tables.get(op.tableId()) == null) {
        return new TxResult.Aborted(i, Status.TABLE_DOESNT_EXIST, 0);
      }
      if (op.key().length > Shard.MOST_KEY_BYTES
          || (op instanceof TxOp.Write write && write.value().length > Shard.MOST_VALUE_BYTES)
          || !objects.log.fits(bytes(op))
          || all > Shard.MOST_GROUP_BYTES) {
        return new TxResult.Aborted(i, Status.REQUEST_TOO_LARGE, 0);
      }
      long at = objects.find(tablet, Objects.hash(op.tableId(), key), op.tableId(), key);
      long version = at == Objects.ABSENT ? 0 : objects.log.version(at);
      if (tablet.prepared.locked(op.tableId(), key)) {
        return new TxResult.Aborted(i, Status.RETRY, version);
      }
      if (op instanceof TxOp.Check check) {
        Status verdict = check.rules().judge(version);
        if (verdict != Status.OK) {
          return new TxResult.Aborted(i, verdict, version);
        }
      }
    }
    return null;
  }

  private List<Long> apply(Tablet tablet, List<TxOp> ops) {
    List<Long> versions = new ArrayList<>();
    for (TxOp op : ops) {
      ByteSpan key = ByteSpan.of(op.key());
      int slot = KeySlot.of(key);
      TableState table = objects.tables.get(op.tableId());
      if (table == null) {
        versions.add(0L);
        continue;
      }
      long hash = Objects.hash(op.tableId(), key);
      long found = tablet.objects.find(hash, op.tableId(), key);
      long version =
          found == Objects.ABSENT || !objects.present(found) ? 0 : objects.log.version(found);
      switch (op) {
        case TxOp.Check check -> versions.add(version);
        case TxOp.Remove remove -> {
          if (version != 0) {
            objects.remove(tablet, table, slot, hash, found);
          }
          versions.add(version);
        }
        case TxOp.Write write -> {
          if (version == 0 && found != Objects.ABSENT) {
            tablet.raiseSafeVersion(objects.log.version(found) + 1);
          }
          long next = version == 0 ? tablet.nextVersion() : version + 1;
          long expiry =
              write.expiry() != WriteOptions.KEEP_EXPIRY
                  ? write.expiry()
                  : version == 0 ? WriteOptions.NO_EXPIRY : objects.log.expiry(found);
          if (!objects.put(
              tablet,
              table,
              slot,
              hash,
              key,
              ByteSpan.of(write.value()),
              next,
              expiry,
              Objects.keysBlock(write.secondaryKeys()),
              found)) {
            throw new IllegalStateException("room that was made for a transaction is gone");
          }
          versions.add(next);
        }
      }
    }
    return versions;
  }

  private boolean durable(List<TxOp> ops) {
    for (TxOp op : ops) {
      TableState table = objects.tables.get(op.tableId());
      if (table != null && table.durable()) {
        return true;
      }
    }
    return false;
  }

  private void record(Tablet tablet, EntryKind kind, TxId id, byte[] value) {
    objects.emitter.record(
        tablet,
        tablet.slots.first(),
        kind,
        0,
        ByteSpan.of(RequestResults.key(id.client(), id.sequence())),
        value,
        0,
        objects.seconds());
  }
}
