package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryInbox;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.memory.LogMemory;
import dev.vireo.ramcloud.store.Shard.Replayed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rebuilds a tablet from its log. While it does, tombstones are entries like objects: what they
 * removed may come after them.
 */
final class Replay {
  private final Objects objects;
  private final EntryInbox inbox = new EntryInbox();
  private final ByteSpan image = new ByteSpan();
  private final Entry entry = new Entry();
  private final ByteSpan key = new ByteSpan();
  private String damage = "";

  Replay(Objects objects) {
    this.objects = objects;
  }

  String damage() {
    return damage;
  }

  Replayed apply(Tablet tablet, byte[] encoded) {
    String found = inbox.take(encoded, image);
    if (found != null) {
      return corrupt(found);
    }
    entry.at(image.base(), image.offset()).key(key);
    return switch (entry.kind()) {
      case OBJECT, TOMBSTONE -> object(tablet);
      case RESULT -> result(tablet);
      case PREPARED -> prepared(tablet);
      case DECIDED -> decided(tablet);
    };
  }

  private Replayed object(Tablet tablet) {
    int slot = KeySlot.of(key);
    if (!tablet.slots.contains(slot)) {
      return corrupt("a key of slot " + slot + " in the log of slots " + tablet.slots);
    }
    long version = entry.version();
    boolean removal = entry.kind() == EntryKind.TOMBSTONE;
    tablet.raiseSafeVersion(version + 1);
    TableState table = objects.tables.forReplay(entry.tableId());
    if (table == null) {
      return Replayed.DROPPED;
    }
    long tableId = entry.tableId();
    boolean room = objects.log.makeRoom(image.length(), image.length(), 1);
    long hash = Objects.hash(tableId, key);
    long old = tablet.objects.find(hash, tableId, key);
    if (old != Objects.ABSENT && !supersedes(version, removal, old)) {
      return Replayed.OLDER;
    }
    if (removal && !tablet.replaying()) {
      if (old != Objects.ABSENT) {
        objects.unlink(tablet, table, hash, old);
      }
      return Replayed.APPLIED;
    }
    long growth = image.length() + 8L - (old == Objects.ABSENT ? 0 : objects.log.bytes(old));
    if (!room || !objects.log.mayGrow(growth)) {
      return Replayed.OUT_OF_MEMORY;
    }
    long at = objects.log.append(image);
    if (at == LogMemory.NO_ROOM || !objects.link(tablet, table, hash, at, old)) {
      return Replayed.OUT_OF_MEMORY;
    }
    return Replayed.APPLIED;
  }

  /** The key has no object from here on; later ones are above what it had. */
  void forget(Tablet tablet, long tableId, ByteSpan of) {
    TableState table = objects.tables.get(tableId);
    long hash = Objects.hash(tableId, of);
    long old = table == null ? Objects.ABSENT : tablet.objects.find(hash, tableId, of);
    if (old != Objects.ABSENT) {
      tablet.raiseSafeVersion(objects.log.version(old) + 1);
      objects.unlink(tablet, table, hash, old);
    }
  }

  /** A tombstone carries the version that it removed, so that of two equal ones it is the later. */
  private boolean supersedes(long version, boolean removal, long old) {
    long known = objects.log.version(old);
    return version > known || (version == known && removal && !objects.log.tombstone(old));
  }

  private Replayed result(Tablet tablet) {
    ByteBuffer name = ByteBuffer.wrap(key.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long client = name.getLong();
    RequestResults.Result result = RequestResults.Result.decode(entry.valueBytes());
    tablet.results.record(client, name.getLong(), result);
    var _ = tablet.results.acknowledge(client, result.acknowledged());
    return Replayed.APPLIED;
  }

  private Replayed prepared(Tablet tablet) {
    TxId id = TxId.of(key.toBytes());
    if (tablet.prepared.decision(id) != null || tablet.prepared.waiting(id) != null) {
      return Replayed.OLDER;
    }
    PreparedTransactions.Waiting part = TxOpCodec.decode(entry.valueBytes());
    // Versions that are given must not be given to others.
    part.versions().forEach(version -> tablet.raiseSafeVersion(version + 1));
    objects.log.promise(part.promisedBytes());
    tablet.prepared.prepare(id, part);
    return Replayed.APPLIED;
  }

  private Replayed decided(Tablet tablet) {
    byte[] value = entry.valueBytes();
    boolean commit = value.length > 0 && value[0] != 0;
    objects.log.promise(-tablet.prepared.decide(TxId.of(key.toBytes()), commit));
    return Replayed.APPLIED;
  }

  private Replayed corrupt(String what) {
    damage = what;
    return Replayed.CORRUPT;
  }
}
