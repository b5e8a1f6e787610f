package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryKind;

/**
 * Where a shard's mutations of durable tables go, in the order in which they are done, on the
 * shard's thread, before the operation returns. What it is shown is valid only during the call. It
 * must not call the shard.
 *
 * <p>Everything that lies between {@link #begin} and {@link #end} belongs to one tablet and is
 * atomic: after a crash all of it is there or nothing. A mutation by itself comes as a group of
 * one.
 */
public interface MutationSink {
  /** Takes nothing: for shards whose tables are all in memory. */
  MutationSink NONE =
      new MutationSink() {
        @Override
        public void begin(SlotRange tablet, long sequence) {}

        @Override
        public void append(int slot, Entry entry) {}

        @Override
        public void end(SlotRange tablet, long sequence) {}

        @Override
        public void obsolete(int slot, EntryKind kind, long tableId, byte[] key) {}
      };

  /**
   * Whether mutations of this tablet's durable tables may come now. Those that nobody asked for,
   * such as removing what has ended, wait until they may.
   */
  default boolean takes(SlotRange tablet) {
    return true;
  }

  /**
   * A group begins.
   *
   * @param sequence the group's number: it grows by one with each group of this shard, and {@link
   *     Outcome#sequence()} gives it
   */
  void begin(SlotRange tablet, long sequence);

  /**
   * An entry of the group. {@link Entry#encodedLength()} bytes of it are what {@code Shard.replay}
   * takes.
   */
  void append(int slot, Entry entry);

  /** The group is whole. */
  void end(SlotRange tablet, long sequence);

  /**
   * The record of this kind, table and key is not needed any more: an acknowledged result, a
   * transaction that is over, an object of a table that was dropped. It belongs to no group, and
   * losing it does no harm.
   *
   * @param slot one of the tablet's
   * @param tableId 0 for what belongs to no table
   */
  void obsolete(int slot, EntryKind kind, long tableId, byte[] key);
}
