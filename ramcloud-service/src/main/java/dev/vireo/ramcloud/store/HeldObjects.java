package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import java.util.function.Predicate;

/**
 * Objects that transactions hold until they are decided elsewhere: they may be others already, by
 * what somebody was answered.
 */
public final class HeldObjects {
  private final Objects objects;

  HeldObjects(Objects objects) {
    this.objects = objects;
  }

  /** Whether there are any: where not, nobody need look further. */
  public boolean any() {
    return !objects.undecided.isZero();
  }

  /**
   * Whether the object cannot be shown, or changed, before a transaction is decided.
   *
   * @param change whether it is to be changed: objects that a transaction has only read can be
   *     shown
   */
  public boolean has(long tableId, ByteSpan key, boolean change) {
    Tablet tablet = objects.tablet(KeySlot.of(key));
    return tablet != null
        && (change ? tablet.prepared.locked(tableId, key) : tablet.prepared.changing(tableId, key));
  }

  /** As above, of any object of the table. */
  public boolean has(long tableId, boolean change) {
    return isAny(op -> op.tableId() == tableId && (change || !(op instanceof TxOp.Check)));
  }

  /** Whether what an index shows of the range may be otherwise already. */
  public boolean has(IndexRange range) {
    long tableId = range.tableId();
    int index = range.index();
    ByteSpan first = range.from();
    ByteSpan last = range.to();
    Entry now = new Entry();
    ByteSpan secondary = new ByteSpan();
    return isAny(
        op -> {
          if (op.tableId() != tableId || op instanceof TxOp.Check) {
            return false;
          }
          if (op instanceof TxOp.Write write
              && write.secondaryKeys().size() >= index
              && lies(ByteSpan.of(write.secondaryKeys().get(index - 1)), first, last)) {
            return true;
          }
          ByteSpan key = ByteSpan.of(op.key());
          Tablet tablet = objects.tablet(KeySlot.of(key));
          long at =
              tablet == null
                  ? Objects.ABSENT
                  : objects.find(tablet, Objects.hash(tableId, key), tableId, key);
          return at != Objects.ABSENT
              && objects.log.indexed(at)
              && lies(now.at(objects.log.memory(), at).secondaryKey(index, secondary), first, last);
        });
  }

  private static boolean lies(ByteSpan key, ByteSpan first, ByteSpan last) {
    return key.length() > 0
        && SecondaryIndex.compare(key, first) >= 0
        && SecondaryIndex.compare(key, last) <= 0;
  }

  private boolean isAny(Predicate<TxOp> wanted) {
    if (!any()) {
      return false;
    }
    for (Tablet tablet : objects.served()) {
      for (PreparedTransactions.Waiting part : tablet.prepared.parts()) {
        if (part.ops().stream().anyMatch(wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
