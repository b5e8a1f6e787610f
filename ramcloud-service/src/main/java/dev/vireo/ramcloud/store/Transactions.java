package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.EntryCodec;
import dev.vireo.ramcloud.memory.EntryKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are done together or not at all: at once, or after all who have a part in them
 * have agreed.
 *
 * <p>Of one shard, and on its thread, as {@link Shard} is.
 */
public final class Transactions {
  private final Objects objects;
  private final Requests requests;

  Transactions(Objects objects, Requests requests) {
    this.objects = objects;
    this.requests = requests;
  }

  /**
   * Does all of the operations or none; they lie in one tablet.
   *
   * @param request whose retry is not done twice; null: it is not named
   */
  public TxResult commit(List<TxOp> ops, @Nullable RequestId request) {
    if (ops.isEmpty()) {
      return new TxResult.Committed(List.of());
    }
    int slot = KeySlot.of(ops.getFirst().key());
    Tablet tablet = objects.tablet(slot);
    if (tablet == null) {
      return new TxResult.Aborted(0, Status.UNKNOWN_TABLET, 0);
    }
    TxResult known = request == null ? null : known(tablet, request);
    if (known != null) {
      return known;
    }
    TxResult.Aborted objection = objection(tablet, ops);
    if (objection != null) {
      if (request != null && objection.isVerdict()) {
        record(tablet, slot, request, objection, durable(ops));
        objects.emitter.end();
      }
      return objection;
    }
    if (!room(ops, 0)) {
      return new TxResult.Aborted(-1, Status.OUT_OF_MEMORY, 0);
    }
    TxResult.Committed done = new TxResult.Committed(plan(tablet, ops));
    apply(tablet, ops, done.versions());
    if (request != null) {
      record(tablet, slot, request, done, durable(ops));
    }
    objects.emitter.end();
    return done;
  }

  /** How a transaction of this name ended in the tablet; null: it was never asked for. */
  public @Nullable TxResult known(SlotRange tablet, RequestId request) {
    return known(objects.tablet(tablet), request);
  }

  private @Nullable TxResult known(Tablet tablet, RequestId request) {
    RequestResults.Result known = requests.answer(tablet, request);
    return known == null ? null : known.ofTransaction();
  }

  /** Keeps how the transaction of this name ended, for who asks again; the first one stays. */
  public void record(SlotRange slots, RequestId request, TxResult ended) {
    Tablet tablet = objects.tablet(slots);
    if (tablet.results.find(request) == null && !tablet.results.stale(request)) {
      record(tablet, tablet.slots.first(), request, ended, true);
      objects.emitter.end();
    }
  }

  private void record(Tablet tablet, int slot, RequestId request, TxResult ended, boolean durable) {
    requests.record(
        tablet, slot, request, RequestResults.Result.of(ended, request.acknowledged()), durable);
  }

  /**
   * Holds what the operations name, which lie in one tablet, and keeps room for them. A repeated
   * call gives the same answer. Transactions are prepared in their order: one that comes behind a
   * later one is {@link Status#TX_OP_AFTER_COMMIT}.
   */
  public TxResult prepare(TxId id, List<TxOp> ops) {
    Tablet tablet = objects.tablet(KeySlot.of(ops.getFirst().key()));
    if (tablet == null) {
      return new TxResult.Aborted(0, Status.UNKNOWN_TABLET, 0);
    }
    PreparedTransactions.Waiting known = tablet.prepared.waiting(id);
    if (known != null) {
      return new TxResult.Prepared(known.versions());
    }
    if (tablet.prepared.isHandled(id)) {
      return new TxResult.Aborted(-1, Status.TX_OP_AFTER_COMMIT, 0);
    }
    TxResult.Aborted objection = objection(tablet, ops);
    if (objection != null) {
      return objection;
    }
    if (!room(ops, 0)) {
      return new TxResult.Aborted(-1, Status.OUT_OF_MEMORY, 0);
    }
    PreparedTransactions.Waiting part =
        new PreparedTransactions.Waiting(List.copyOf(ops), plan(tablet, ops), bytes(ops));
    objects.log.promise(part.promisedBytes());
    tablet.prepared.prepare(id, part);
    record(tablet, EntryKind.PREPARED, id, TxOpCodec.encode(part));
    objects.emitter.end();
    return new TxResult.Prepared(part.versions());
  }

  /**
   * Does what was prepared in the tablet, or drops it, and lets go of its objects. One that does
   * not wait there is left alone.
   *
   * @return false where it must wait for room
   */
  public boolean decide(SlotRange slots, TxId id, boolean commit) {
    Tablet tablet = objects.tablet(slots);
    PreparedTransactions.Waiting part = tablet.prepared.waiting(id);
    if (part == null) {
      return true;
    }
    if (commit && !room(part.ops(), part.promisedBytes())) {
      return false;
    }
    if (commit) {
      apply(tablet, part.ops(), part.versions());
    }
    objects.log.promise(-tablet.prepared.decide(id, commit));
    record(tablet, EntryKind.DECIDED, id, decision(commit));
    objects.emitter.end();
    return true;
  }

  private static byte[] decision(boolean commit) {
    return new byte[] {(byte) (commit ? 1 : 0)};
  }

  /** The transactions that wait for their decision in the tablet, in their order. */
  public List<TxId> undecided(SlotRange tablet) {
    return objects.tablet(tablet).prepared.undecided();
  }

  /** Forgets the decisions on transactions below this one, but for the last one of the tablet. */
  public void forgetBelow(SlotRange slots, TxId below) {
    Tablet tablet = objects.tablet(slots);
    for (TxId id : tablet.prepared.forgetBelow(below)) {
      objects.emitter.obsolete(tablet.slots.first(), EntryKind.PREPARED, 0, id.key());
      objects.emitter.obsolete(tablet.slots.first(), EntryKind.DECIDED, 0, id.key());
    }
  }

  /** The tablet's log has forgotten the decision. */
  public void forgetDecision(SlotRange tablet, TxId id) {
    objects.tablet(tablet).prepared.forget(id);
  }

  /**
   * The entry of a transaction, or of a request's result, as it is now; null: there is none.
   *
   * @param key as {@link MutationSink#append} was shown it
   */
  public byte @Nullable [] entry(SlotRange slots, EntryKind kind, byte[] key) {
    Tablet tablet = objects.tablet(slots);
    byte[] value =
        switch (kind) {
          case PREPARED -> {
            PreparedTransactions.Waiting part = tablet.prepared.waiting(TxId.of(key));
            yield part == null ? null : TxOpCodec.encode(part);
          }
          case DECIDED -> {
            Boolean commit = tablet.prepared.decision(TxId.of(key));
            yield commit == null ? null : decision(commit);
          }
          case RESULT -> {
            ByteBuffer name = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
            RequestResults.Result result = tablet.results.find(name.getLong(), name.getLong());
            yield result == null ? null : result.encoded();
          }
          case OBJECT, TOMBSTONE -> null;
        };
    return value == null
        ? null
        : EntryCodec.encode(
            kind, 0, ByteSpan.of(key), ByteSpan.of(value), 0, 0, new ByteSpan(), objects.seconds());
  }

  /** What the operations write, at most. */
  static long bytes(List<TxOp> ops) {
    long bytes = 0;
    for (TxOp op : ops) {
      bytes += bytes(op);
    }
    return bytes;
  }

  /** What the operations take of {@link Shard#MOST_GROUP_BYTES}. */
  static long groupBytes(List<TxOp> ops) {
    long bytes = 0;
    for (TxOp op : ops) {
      bytes += bytes(op) + op.key().length + Shard.GROUP_OVERHEAD;
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
        || (objects.log.mayGrow(all - promised) && objects.log.makeRoom(all, (int) largest, count));
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

  /** The version of each operation once all are done. Those of new objects are taken here. */
  private List<Long> plan(Tablet tablet, List<TxOp> ops) {
    Map<ObjectKey, Long> planned = new HashMap<>();
    List<Long> versions = new ArrayList<>();
    for (TxOp op : ops) {
      ObjectKey object = new ObjectKey(op.tableId(), op.key());
      Long before = planned.get(object);
      long version = before == null ? version(tablet, op) : before;
      if (op instanceof TxOp.Write) {
        version = version == 0 ? tablet.nextVersion() : version + 1;
        planned.put(object, version);
      } else if (op instanceof TxOp.Remove) {
        tablet.raiseSafeVersion(version + 1);
        planned.put(object, 0L);
      }
      versions.add(version);
    }
    return versions;
  }

  /** The object's version; 0: there is none, and a new one's will be above those that were. */
  private long version(Tablet tablet, TxOp op) {
    ByteSpan key = ByteSpan.of(op.key());
    long found = tablet.objects.find(Objects.hash(op.tableId(), key), op.tableId(), key);
    if (found == Objects.ABSENT) {
      return 0;
    }
    long version = objects.log.version(found);
    if (objects.present(found)) {
      return version;
    }
    tablet.raiseSafeVersion(version + 1);
    return 0;
  }

  private void apply(Tablet tablet, List<TxOp> ops, List<Long> versions) {
    for (int i = 0; i < ops.size(); i++) {
      TxOp op = ops.get(i);
      TableState table = objects.tables.get(op.tableId());
      if (table == null || op instanceof TxOp.Check) {
        continue;
      }
      ByteSpan key = ByteSpan.of(op.key());
      int slot = KeySlot.of(key);
      long hash = Objects.hash(op.tableId(), key);
      long found = tablet.objects.find(hash, op.tableId(), key);
      boolean present = found != Objects.ABSENT && objects.present(found);
      if (op instanceof TxOp.Write write) {
        long expiry =
            write.expiry() != WriteOptions.KEEP_EXPIRY
                ? write.expiry()
                : present ? objects.log.expiry(found) : WriteOptions.NO_EXPIRY;
        if (!objects.put(
            tablet,
            table,
            slot,
            hash,
            key,
            ByteSpan.of(write.value()),
            versions.get(i),
            expiry,
            Objects.keysBlock(write.secondaryKeys()),
            found)) {
          throw new IllegalStateException("room that was made for a transaction is gone");
        }
      } else if (present) {
        objects.remove(tablet, table, slot, hash, found);
      }
    }
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
        tablet, tablet.slots.first(), kind, 0, ByteSpan.of(id.key()), value, 0, objects.seconds());
  }
}
