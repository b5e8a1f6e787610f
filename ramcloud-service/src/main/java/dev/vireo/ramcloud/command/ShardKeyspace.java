package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.WriteOptions;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The keys of one {@link Shard}. */
public final class ShardKeyspace implements Keyspace {
  /** Cursors of a scan leave their lowest 16 bits to say with which slot their tablet begins. */
  private static final long SLOT_BITS = 0xFFFF;

  private final Shard shard;
  private final Outcome found = new Outcome();
  private final Outcome written = new Outcome();
  private final ByteSpan key = new ByteSpan();
  private boolean grouped;
  private final RandomGenerator random = RandomGenerator.getDefault();

  public ShardKeyspace(Shard shard) {
    this.shard = shard;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public boolean find(long table, ByteSpan wanted) {
    return shard.read(table, wanted, RejectRules.NONE, found) == Status.OK;
  }

  @Override
  public ByteSpan value() {
    return found.value();
  }

  @Override
  public long expiry() {
    return found.entry().expiry();
  }

  @Override
  public long version() {
    return found.version();
  }

  @Override
  public long writtenSeconds() {
    return found.entry().writtenSeconds();
  }

  @Override
  public Status put(long table, ByteSpan at, ByteSpan value, long expiry) {
    WriteOptions options =
        expiry == WriteOptions.NO_EXPIRY ? WriteOptions.PLAIN : WriteOptions.PLAIN.expiring(expiry);
    return shard.write(table, at, value, options, written);
  }

  @Override
  public Status putKeepingEnd(long table, ByteSpan at, ByteSpan value) {
    return shard.write(table, at, value, WriteOptions.KEEPING_EXPIRY, written);
  }

  @Override
  public Status expire(long table, ByteSpan at, long expiry) {
    return shard.expire(table, at, expiry, RejectRules.NONE, written);
  }

  @Override
  public Status remove(long table, ByteSpan at) {
    return shard.remove(table, at, RejectRules.NONE, null, written);
  }

  @Override
  public boolean group(int slot, BooleanSupplier writes) {
    // Within EXEC everything is one group already.
    if (slot < 0 || grouped || !shard.beginGroup(slot)) {
      return writes.getAsBoolean();
    }
    grouped = true;
    try {
      return writes.getAsBoolean();
    } finally {
      grouped = false;
      var _ = shard.endGroup();
    }
  }

  @Override
  public long size(long table) {
    return shard.keyCount(table);
  }

  @Override
  public void clear(long table) {
    var _ = shard.clear(table);
  }

  @Override
  public void forEachKey(long table, Consumer<ByteSpan> reader) {
    long cursor = 0;
    do {
      cursor = scan(table, cursor, 1024, reader);
    } while (cursor != 0);
  }

  @Override
  public long scan(long table, long cursor, int count, Consumer<ByteSpan> reader) {
    int from = (int) (cursor & SLOT_BITS);
    SlotRange tablet = servedFrom(from);
    if (tablet == null) {
      return 0;
    }
    // Where the cursor's tablet has gone elsewhere, the next one begins.
    long at = tablet.first() == from ? cursor & ~SLOT_BITS : 0;
    long next = shard.scan(table, tablet, at, count, entry -> reader.accept(entry.key(key)));
    if (next != 0) {
      return next | tablet.first();
    }
    SlotRange following = servedFrom(tablet.last() + 1);
    return following == null ? 0 : following.first();
  }

  /** The served tablet that begins at this slot, or the next one behind it. */
  private @Nullable SlotRange servedFrom(int slot) {
    SlotRange nearest = null;
    for (SlotRange tablet : shard.served()) {
      if (tablet.first() >= slot && (nearest == null || tablet.first() < nearest.first())) {
        nearest = tablet;
      }
    }
    return nearest;
  }

  @Override
  public byte @Nullable [] randomKey(long table) {
    return shard.randomKey(table, random, found) == Status.OK ? found.entry().keyBytes() : null;
  }

  @Override
  public long countInSlot(int slot) {
    if (!shard.owns(slot)) {
      return 0;
    }
    long sum = 0;
    for (Table table : shard.tables().all()) {
      sum += shard.keysInSlot(table.id(), slot);
    }
    return sum;
  }

  @Override
  public void forEachKeyInSlot(int slot, int most, Consumer<ByteSpan> reader) {
    if (!shard.owns(slot)) {
      return;
    }
    long left = most;
    for (Table table : shard.tables().all()) {
      if (left <= 0) {
        return;
      }
      left -=
          shard.keysInSlot(table.id(), slot, (int) left, entry -> reader.accept(entry.key(key)));
    }
  }
}
