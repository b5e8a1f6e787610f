package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that a tablet has a part in, the objects that they lock, and how they were
 * decided.
 */
final class PreparedTransactions {
  /** A transaction that waits for its decision. */
  record Waiting(List<TxOp> ops, long promisedBytes) {}

  private final Map<TxId, Waiting> waiting = new HashMap<>();
  private final Map<TxId, Boolean> decided = new HashMap<>();
  private final Map<ObjectKey, TxId> locks = new HashMap<>();

  boolean locked(long tableId, ByteSpan key) {
    return !locks.isEmpty() && locks.containsKey(ObjectKey.of(tableId, key));
  }

  @Nullable Waiting waiting(TxId id) {
    return waiting.get(id);
  }

  @Nullable Boolean decision(TxId id) {
    return decided.get(id);
  }

  List<TxId> undecided() {
    return new ArrayList<>(waiting.keySet());
  }

  void prepare(TxId id, Waiting part) {
    waiting.put(id, part);
    for (TxOp op : part.ops()) {
      locks.put(new ObjectKey(op.tableId(), op.key()), id);
    }
  }

  /** Unlocks, and keeps the decision; gives the bytes that were promised. */
  long decide(TxId id, boolean commit) {
    decided.put(id, commit);
    Waiting part = waiting.remove(id);
    if (part == null) {
      return 0;
    }
    for (TxOp op : part.ops()) {
      locks.remove(new ObjectKey(op.tableId(), op.key()), id);
    }
    return part.promisedBytes();
  }

  /** Everybody knows the decision. */
  boolean forget(TxId id) {
    return decided.remove(id) != null;
  }

  long promisedBytes() {
    return waiting.values().stream().mapToLong(Waiting::promisedBytes).sum();
  }
}
