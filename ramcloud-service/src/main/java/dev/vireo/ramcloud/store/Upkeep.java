package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done between commands, in bounded steps: objects that have ended, dropped tables,
 * tombstones, cleaning.
 */
final class Upkeep {
  private static final int BUCKETS_A_STEP = 64;

  private final Objects objects;
  private final Entry entry = new Entry();
  private final ByteSpan span = new ByteSpan();
  private final List<Long> found = new ArrayList<>();

  private int expiryTablet;
  private boolean sweeping;
  private int sweepTablet;
  private long sweepCursor;

  Upkeep(Objects objects) {
    this.objects = objects;
  }

  /** All tablets are to be looked through for what does not belong there any more. */
  void sweep() {
    sweeping = true;
    sweepTablet = 0;
    sweepCursor = 0;
  }

  boolean clean(long maxNanos) {
    long start = System.nanoTime();
    while (sweeping) {
      sweepSome();
      if (System.nanoTime() - start >= maxNanos) {
        return true;
      }
    }
    return objects.log.clean(maxNanos - (System.nanoTime() - start));
  }

  private void sweepSome() {
    if (sweepTablet >= objects.tablets().size()) {
      sweeping = false;
      return;
    }
    Tablet tablet = objects.tablets().get(sweepTablet);
    for (int i = 0; i < BUCKETS_A_STEP; i++) {
      found.clear();
      sweepCursor = tablet.objects.visit(sweepCursor, false, at -> keepOrFind(tablet, at));
      for (long at : found) {
        forget(tablet, at);
      }
      if (sweepCursor == 0) {
        sweepTablet++;
        return;
      }
    }
  }

  private void keepOrFind(Tablet tablet, long at) {
    if (objects.tables.get(objects.log.table(at)) == null
        || (!tablet.replaying() && objects.log.tombstone(at))) {
      found.add(at);
    }
  }

  private void forget(Tablet tablet, long at) {
    @Nullable TableState table = objects.tables.get(objects.log.table(at));
    if (table == null && !tablet.replaying()) {
      entry.at(objects.log.memory(), at);
      objects.emitter.obsolete(
          objects.slot(at), EntryKind.OBJECT, entry.tableId(), entry.keyBytes());
    }
    objects.unlink(tablet, table, tablet.objects.hashOf(at), at);
  }

  int expire(int buckets) {
    int removed = 0;
    int left = buckets;
    for (int tried = 0; left > 0 && tried < objects.tablets().size(); tried++) {
      Tablet tablet = objects.tablets().get(expiryTablet % objects.tablets().size());
      if (objects.isServed(tablet)) {
        while (left > 0 && tablet.objects.expiring() > 0) {
          left--;
          removed += expireBucket(tablet);
          if (tablet.expiryCursor == 0) {
            break;
          }
        }
      }
      if (tablet.expiryCursor == 0 || tablet.objects.expiring() == 0) {
        tablet.expiryCursor = 0;
        expiryTablet++;
      }
    }
    return removed;
  }

  private int expireBucket(Tablet tablet) {
    found.clear();
    tablet.expiryCursor =
        tablet.objects.visit(
            tablet.expiryCursor,
            true,
            at -> {
              if (!objects.log.tombstone(at) && !objects.present(at)) {
                found.add(at);
              }
            });
    int removed = 0;
    for (long at : found) {
      TableState table = objects.tables.get(objects.log.table(at));
      entry.at(objects.log.memory(), at).key(span);
      if (table != null && !tablet.prepared.locked(table.table().id(), span)) {
        int slot = KeySlot.of(span);
        objects.remove(tablet, table, slot, tablet.objects.hashOf(at), at);
        objects.emitter.end();
        removed++;
      }
    }
    return removed;
  }
}
