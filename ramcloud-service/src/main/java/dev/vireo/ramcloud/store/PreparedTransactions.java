package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that a tablet has a part in, the objects that they hold, and how they were
 * decided. Transactions are taken in their order: what comes after a later one is not taken any
 * more, so none can be done twice, however much of it is forgotten.
 */
final class PreparedTransactions {
  /**
   * A transaction that waits for its decision.
   *
   * @param versions of each operation, as they will be
   */
  record Waiting(List<TxOp> ops, List<Long> versions, long promisedBytes) {}

  /** How many wait in all tablets of a shard: that nobody need look where none does. */
  static final class Count {
    private int waiting;

    boolean isZero() {
      return waiting == 0;
    }
  }

  private static final long NONE = -1;

  private final Count all;
  private final TreeMap<TxId, Waiting> waiting = new TreeMap<>();
  private final TreeMap<TxId, Boolean> decided = new TreeMap<>();
  private final Map<ObjectKey, TxId> held = new HashMap<>();
  private final Set<ObjectKey> changing = new HashSet<>();
  private long handled = NONE;

  PreparedTransactions(Count all) {
    this.all = all;
  }

  /** Whether the object may not be changed. */
  boolean locked(long tableId, ByteSpan key) {
    return !held.isEmpty() && held.containsKey(ObjectKey.of(tableId, key));
  }

  /** Whether the object may be another already, and may not be shown. */
  boolean changing(long tableId, ByteSpan key) {
    return !changing.isEmpty() && changing.contains(ObjectKey.of(tableId, key));
  }

  @Nullable Waiting waiting(TxId id) {
    return waiting.get(id);
  }

  @Nullable Boolean decision(TxId id) {
    return decided.get(id);
  }

  /** Whether it was taken, or comes too late to be. */
  boolean isHandled(TxId id) {
    return id.offset() <= handled;
  }

  /** In their order. */
  List<TxId> undecided() {
    return new ArrayList<>(waiting.keySet());
  }

  Iterable<Waiting> parts() {
    return waiting.values();
  }

  void prepare(TxId id, Waiting part) {
    handled = Math.max(handled, id.offset());
    waiting.put(id, part);
    all.waiting++;
    for (TxOp op : part.ops()) {
      ObjectKey object = new ObjectKey(op.tableId(), op.key());
      held.put(object, id);
      if (!(op instanceof TxOp.Check)) {
        changing.add(object);
      }
    }
  }

  /** Lets go of the objects, and keeps the decision; gives the bytes that were promised. */
  long decide(TxId id, boolean commit) {
    handled = Math.max(handled, id.offset());
    decided.put(id, commit);
    Waiting part = waiting.remove(id);
    if (part == null) {
      return 0;
    }
    all.waiting--;
    for (TxOp op : part.ops()) {
      ObjectKey object = new ObjectKey(op.tableId(), op.key());
      if (held.remove(object, id)) {
        changing.remove(object);
      }
    }
    return part.promisedBytes();
  }

  /**
   * Forgets the decisions on those below this one, but for the last that was taken, which says that
   * no earlier one is; gives those that are forgotten.
   */
  List<TxId> forgetBelow(TxId id) {
    List<TxId> gone = new ArrayList<>(decided.headMap(id).keySet());
    gone.remove(new TxId(handled));
    gone.forEach(decided::remove);
    return gone;
  }

  /** The log has forgotten the decision. */
  void forget(TxId id) {
    decided.remove(id);
  }

  /** The tablet leaves. */
  long leave() {
    long promised = waiting.values().stream().mapToLong(Waiting::promisedBytes).sum();
    all.waiting -= waiting.size();
    waiting.clear();
    return promised;
  }
}
