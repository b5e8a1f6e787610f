package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shard as Redis's commands see it: keys with a value and an end. What {@link #find} shows is
 * valid until the next call.
 */
public interface Keyspace {
  boolean find(long table, ByteSpan key);

  ByteSpan value();

  /** In milliseconds since 1970; 0: it does not end. */
  long expiry();

  long version();

  long writtenSeconds();

  /** Writes an object that ends at {@code expiry}, or never with 0. */
  Status put(long table, ByteSpan key, ByteSpan value, long expiry);

  /** Writes an object that ends when the one before it would have. */
  Status putKeepingEnd(long table, ByteSpan key, ByteSpan value);

  Status remove(long table, ByteSpan key);

  /** Gives an object another end, 0 for none. */
  Status expire(long table, ByteSpan key, long expiry);

  /**
   * Does what {@code writes} does as one group of the log, of that slot's tablet; gives back its
   * answer.
   */
  boolean group(int slot, BooleanSupplier writes);

  /** The shard itself, for RAMCloud's own operations. */
  Shard shard();

  long size(long table);

  void clear(long table);

  void forEachKey(long table, Consumer<ByteSpan> reader);

  /**
   * Goes on from a cursor, 0 at first, over about {@code count} keys; gives the next cursor, 0 at
   * the end.
   */
  long scan(long table, long cursor, int count, Consumer<ByteSpan> reader);

  byte @Nullable [] randomKey(long table);

  /** How many objects lie in a slot, in all tables. */
  long countInSlot(int slot);

  void forEachKeyInSlot(int slot, int most, Consumer<ByteSpan> reader);
}
