package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Going through many objects: in the order of hashes, or of an index. */
final class Enumeration {
  private final Objects objects;
  private final Entry entry = new Entry();
  private final ByteSpan span = new ByteSpan();

  Enumeration(Objects objects) {
    this.objects = objects;
  }

  long scan(long tableId, Tablet tablet, long from, int count, Consumer<Entry> visitor) {
    if (objects.tables.get(tableId) == null) {
      return 0;
    }
    int[] shown = new int[1];
    LongConsumer show =
        at -> {
          if (objects.log.table(at) == tableId && objects.present(at)) {
            shown[0]++;
            visitor.accept(entry.at(objects.log.memory(), at));
          }
        };
    long cursor = from;
    long buckets = 10L * Math.max(1, count);
    do {
      cursor = tablet.objects.visit(cursor, false, show);
    } while (cursor != 0 && shown[0] < count && --buckets > 0);
    return cursor;
  }

  IndexPage lookup(IndexRange range, IntPredicate slots, Consumer<Entry> visitor) {
    TableState table = objects.tables.get(range.tableId());
    SecondaryIndex index = table == null ? null : table.index(range.index());
    if (index == null || range.count() <= 0) {
      return IndexPage.NONE;
    }
    int[] shown = new int[1];
    @Nullable IndexPosition[] end = new IndexPosition[1];
    long newest =
        index.range(
            range.from(),
            range.to(),
            range.after(),
            at -> {
              if (objects.current(at) && objects.present(at) && slots.test(objects.slot(at))) {
                visitor.accept(entry.at(objects.log.memory(), at));
                if (++shown[0] == range.count()) {
                  end[0] = index.position(at);
                  return false;
                }
              }
              return true;
            });
    // An object that has ended leaves no trace in the index, but there are fewer then.
    return new IndexPage(end[0], objects.arrivals() + "." + newest + "." + shown[0]);
  }

  long keysInSlot(long tableId, int slot, int limit, Consumer<Entry> visitor) {
    Tablet tablet = objects.tablet(slot);
    TableState table = objects.tables.get(tableId);
    if (tablet == null || table == null || table.count(tablet) == 0) {
      return 0;
    }
    long[] shown = new long[1];
    LongConsumer show =
        at -> {
          if (shown[0] < limit
              && objects.log.table(at) == tableId
              && objects.present(at)
              && objects.slot(at) == slot) {
            shown[0]++;
            visitor.accept(entry.at(objects.log.memory(), at));
          }
        };
    long cursor = 0;
    do {
      cursor = tablet.objects.visit(cursor, false, show);
    } while (cursor != 0 && shown[0] < limit);
    return shown[0];
  }

  Status random(long tableId, RandomGenerator random, Outcome out) {
    out.reset();
    TableState table = objects.tables.get(tableId);
    if (table == null) {
      return out.end(Status.TABLE_DOESNT_EXIST, 0);
    }
    Tablet tablet = any(table, random);
    if (tablet == null) {
      return out.end(Status.OBJECT_DOESNT_EXIST, 0);
    }
    List<Long> found = new ArrayList<>();
    long cursor = random.nextLong();
    boolean wrapped = false;
    while (found.isEmpty()) {
      cursor =
          tablet.objects.visit(
              cursor,
              false,
              at -> {
                if (objects.log.table(at) == tableId && objects.present(at)) {
                  found.add(at);
                }
              });
      if (cursor == 0 && wrapped) {
        return out.end(Status.OBJECT_DOESNT_EXIST, 0);
      }
      wrapped |= cursor == 0;
    }
    long at = found.get(random.nextInt(found.size()));
    out.entry().at(objects.log.memory(), at).value(out.value());
    return out.end(Status.OK, objects.log.version(at));
  }

  /** A tablet by how many objects of the table it has. */
  private @Nullable Tablet any(TableState table, RandomGenerator random) {
    List<Tablet> served = objects.served();
    long all = served.stream().mapToLong(table::count).sum();
    if (all == 0) {
      return null;
    }
    long left = random.nextLong(all);
    for (Tablet tablet : served) {
      left -= table.count(tablet);
      if (left < 0) {
        return tablet;
      }
    }
    return null;
  }

  long clear(long tableId) {
    TableState table = objects.tables.get(tableId);
    if (table == null) {
      return 0;
    }
    long removed = 0;
    List<Long> found = new ArrayList<>();
    for (Tablet tablet : objects.served()) {
      long cursor = 0;
      do {
        found.clear();
        cursor =
            tablet.objects.visit(
                cursor,
                false,
                at -> {
                  if (objects.log.table(at) == tableId && !objects.log.tombstone(at)) {
                    found.add(at);
                  }
                });
        for (long at : found) {
          entry.at(objects.log.memory(), at).key(span);
          if (!tablet.prepared.locked(tableId, span)) {
            objects.remove(tablet, table, KeySlot.of(span), tablet.objects.hashOf(at), at);
            objects.emitter.end();
            removed++;
          }
        }
      } while (cursor != 0);
    }
    return removed;
  }
}
