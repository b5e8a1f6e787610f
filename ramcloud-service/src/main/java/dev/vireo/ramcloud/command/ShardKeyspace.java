package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.WriteOptions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The keys of one {@link Shard}. */
public final class ShardKeyspace implements Keyspace {
  /** Cursors of a scan leave their lowest 16 bits to say which tablet they are in. */
  private static final long TABLET_BITS = 0xFFFF;

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
    List<SlotRange> tablets = shard.tablets();
    int number = (int) (cursor & TABLET_BITS);
    if (number >= tablets.size()) {
      return 0;
    }
    long next =
        shard.scan(
            table,
            tablets.get(number),
            cursor & ~TABLET_BITS,
            count,
            entry -> reader.accept(entry.key(key)));
    if (next != 0) {
      return next | number;
    }
    return number + 1 < tablets.size() ? number + 1L : 0;
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
