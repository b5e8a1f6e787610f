package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryCodec;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.memory.KeyHash;
import dev.vireo.ramcloud.memory.LogMemory;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.memory.ObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a shard where they lie: finding, putting and removing one keeps log, hash table,
 * indexes, counts and sink together. It judges nothing.
 */
final class Objects implements LogMemory.Moves {
  static final long ABSENT = ObjectMap.ABSENT;

  private static final ByteSpan NO_KEYS = new ByteSpan();

  final LogMemory log;
  final TableStates tables;
  final Emitter emitter;
  final AbsentKeys absent = new AbsentKeys();
  final PreparedTransactions.Count undecided = new PreparedTransactions.Count();
  private final LongSupplier millis;
  private final @Nullable Tablet[] bySlot = new Tablet[KeySlot.SLOTS];
  private final List<Tablet> tablets = new ArrayList<>();
  private final Entry entry = new Entry();
  private final ByteSpan span = new ByteSpan();
  private long arrivals;

  Objects(MemoryConfig config, LongSupplier millis, MutationSink sink) {
    this.millis = millis;
    this.log = new LogMemory(config, this, () -> millis.getAsLong() / 1000);
    this.tables = new TableStates(log);
    this.emitter = new Emitter(sink);
  }

  long now() {
    return millis.getAsLong();
  }

  long seconds() {
    return millis.getAsLong() / 1000;
  }

  List<Tablet> tablets() {
    return tablets;
  }

  /** The tablets whose log is replayed and taken: what others may be shown, and asked to change. */
  List<Tablet> served() {
    List<Tablet> served = new ArrayList<>(tablets.size());
    for (Tablet tablet : tablets) {
      if (isServed(tablet)) {
        served.add(tablet);
      }
    }
    return served;
  }

  /**
   * The tablet's log is replayed: what is in it can be seen from now on.
   *
   * @return whether it holds tombstones, which nothing needs any more
   */
  boolean ready(SlotRange slots) {
    Tablet tablet = tablet(slots);
    tablet.replayed();
    arrivals++;
    return tablet.objects.tombstones() > 0;
  }

  /** How often a tablet came to be seen here: it may have been elsewhere, and changed. */
  long arrivals() {
    return arrivals;
  }

  boolean isServed(Tablet tablet) {
    return !tablet.replaying() && emitter.takes(tablet);
  }

  @Nullable Tablet tablet(int slot) {
    return bySlot[slot];
  }

  Tablet tablet(SlotRange slots) {
    Tablet tablet = bySlot[slots.first()];
    if (tablet == null || !tablet.slots.equals(slots)) {
      throw new IllegalArgumentException("slots " + slots + " are not a tablet of this shard");
    }
    return tablet;
  }

  boolean open(SlotRange slots) {
    for (Tablet tablet : tablets) {
      if (tablet.slots.overlaps(slots)) {
        throw new IllegalArgumentException(
            "slots " + slots + " overlap " + tablet.slots + ", which this shard has");
      }
    }
    ObjectMap map = log.newMap();
    if (map == null) {
      return false;
    }
    Tablet tablet = new Tablet(slots, map, undecided);
    tablets.add(tablet);
    for (int slot = slots.first(); slot <= slots.last(); slot++) {
      bySlot[slot] = tablet;
    }
    return true;
  }

  void drop(SlotRange slots) {
    Tablet tablet = tablet(slots);
    tablets.remove(tablet);
    for (int slot = slots.first(); slot <= slots.last(); slot++) {
      bySlot[slot] = null;
    }
    tables.forEach(state -> state.left(tablet));
    absent.left(slots);
    log.promise(-tablet.prepared.leave());
    log.leave(tablet.objects);
  }

  /**
   * The entry of the object, or {@link #ABSENT}; tombstones and objects that have ended are absent.
   */
  long find(Tablet tablet, long hash, long table, ByteSpan key) {
    long at = tablet.objects.find(hash, table, key);
    return at == ABSENT || !present(at) ? ABSENT : at;
  }

  /** Whether the entry is an object that has not ended. */
  boolean present(long at) {
    if (log.tombstone(at)) {
      return false;
    }
    long expiry = log.expiry(at);
    return expiry == 0 || expiry > now();
  }

  /**
   * Writes an object in place of {@code old}, what the key is found by now: an object, one that has
   * ended, a tombstone or nothing.
   *
   * @return whether there was room
   */
  boolean put(
      Tablet tablet,
      TableState table,
      int slot,
      long hash,
      ByteSpan key,
      ByteSpan value,
      long version,
      long expiry,
      ByteSpan keysBlock,
      long old) {
    long at =
        log.append(
            EntryKind.OBJECT,
            table.table().id(),
            key,
            value,
            version,
            expiry,
            keysBlock,
            seconds());
    if (at == LogMemory.NO_ROOM || !link(tablet, table, hash, at, old)) {
      return false;
    }
    if (table.durable()) {
      log.seal(at);
      emitter.entry(tablet, slot, log.memory(), at);
    }
    absent.made(table.table().id(), key);
    return true;
  }

  /**
   * Finds the key by entry {@code at} from now on, an object or a tombstone, instead of {@code
   * old}.
   */
  boolean link(Tablet tablet, TableState table, long hash, long at, long old) {
    boolean was = old != ABSENT && !log.tombstone(old);
    boolean is = !log.tombstone(at);
    if (old == ABSENT) {
      if (!tablet.objects.insert(hash, at)) {
        log.discard(at);
        return false;
      }
    } else {
      tablet.objects.replace(hash, old, at);
      if (was && log.indexed(old)) {
        table.unindex(old, !tablet.replaying());
      }
      log.discard(old);
    }
    if (is && log.indexed(at)) {
      table.index(at, !tablet.replaying());
    }
    if (was != is) {
      table.count(tablet, is ? 1 : -1);
    }
    return true;
  }

  /** Removes an object, ended or not; later versions of its key are above its own. */
  void remove(Tablet tablet, TableState table, int slot, long hash, long at) {
    long version = log.version(at);
    tablet.raiseSafeVersion(version + 1);
    if (table.durable()) {
      entry.at(log.memory(), at).key(span);
      emitter.record(
          tablet,
          slot,
          EntryKind.TOMBSTONE,
          table.table().id(),
          span,
          new byte[0],
          version,
          seconds());
    }
    unlink(tablet, table, hash, at);
  }

  /** Finds the key by nothing from now on. */
  void unlink(Tablet tablet, @Nullable TableState table, long hash, long at) {
    if (table != null && !log.tombstone(at)) {
      if (log.indexed(at)) {
        table.unindex(at, !tablet.replaying());
      }
      table.count(tablet, -1);
    }
    tablet.objects.remove(hash, at);
    log.discard(at);
  }

  /** The slot of the entry's key. */
  int slot(long at) {
    return KeySlot.of(entry.at(log.memory(), at).key(span));
  }

  /** Whether the entry is what its key is found by in a tablet that is served. */
  boolean current(long at) {
    Tablet tablet = bySlot[slot(at)];
    return tablet != null
        && isServed(tablet)
        && tablet.objects.holds(tablet.objects.hashOf(at), at);
  }

  /**
   * From now on these are the tables. A new index holds the objects that are here already.
   *
   * @return whether a table that had objects is gone
   */
  boolean adopt(Tables next) {
    boolean lost = tables.adopt(next);
    tables.forEach(
        table -> {
          List<SecondaryIndex> empty = table.takeEmpty();
          if (!empty.isEmpty() && table.count() > 0) {
            fill(table, empty);
          }
        });
    return lost;
  }

  private void fill(TableState table, List<SecondaryIndex> indexes) {
    long tableId = table.table().id();
    long change = table.nextChange();
    for (Tablet tablet : tablets) {
      long cursor = 0;
      do {
        cursor =
            tablet.objects.visit(
                cursor,
                false,
                at -> {
                  if (log.table(at) == tableId && !log.tombstone(at) && log.indexed(at)) {
                    indexes.forEach(index -> index.add(at, change));
                  }
                });
      } while (cursor != 0);
    }
  }

  static long hash(long table, ByteSpan key) {
    return KeyHash.of(table, key);
  }

  static ByteSpan keysBlock(List<byte[]> keys) {
    return keys.isEmpty() ? NO_KEYS : ByteSpan.of(EntryCodec.secondaryKeys(keys));
  }

  @Override
  public @Nullable ObjectMap home(long at) {
    Tablet tablet = bySlot[slot(at)];
    if (tablet == null) {
      return null;
    }
    if (tables.get(log.table(at)) == null) {
      // Its table was dropped: it need not wait for the sweep.
      tablet.objects.remove(tablet.objects.hashOf(at), at);
      return null;
    }
    return tablet.objects;
  }

  @Override
  public void moved(long from, long to) {
    TableState table = tables.get(log.table(from));
    if (table != null) {
      table.reindex(from, to);
    }
  }

  @Override
  public void forgotten(long at) {
    TableState table = tables.get(log.table(at));
    if (table != null && log.indexed(at)) {
      // Its tablet has left: nobody is shown it.
      table.unindex(at, false);
    }
  }
}
