package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.store.MutationSink;

/**
 * When what a core's shard did may be answered: the seam to the durable log. Every method is called
 * on the core's thread and returns at once. The shard's {@link MutationSink} is what tells the log
 * of the mutations; this is only asked afterwards.
 */
public interface Gate {
  /** Who waits for the log. Exactly one of these is called, once, on the core's thread. */
  interface Waiter {
    void done();

    /** It may have been done or not; {@code reason} is for an operator. */
    void failed(String reason);
  }

  /**
   * Whether all mutations of the slot's tablet up to and with this group of the shard's are
   * durable.
   */
  boolean durable(int slot, long group);

  /** Calls back when {@link #durable} is so. */
  void whenDurable(int slot, long group, Waiter waiter);

  /**
   * Whether what was looked up in the slot before this call may be answered: the read lease holds.
   */
  boolean readable(int slot);

  /** Calls back when reads of the slot may be answered, or when that takes too long. */
  void whenReadable(int slot, Waiter waiter);

  /** For shards whose tables are all in memory: nothing waits. */
  Gate OPEN =
      new Gate() {
        @Override
        public boolean durable(int slot, long group) {
          return true;
        }

        @Override
        public void whenDurable(int slot, long group, Waiter waiter) {
          waiter.done();
        }

        @Override
        public boolean readable(int slot) {
          return true;
        }

        @Override
        public void whenReadable(int slot, Waiter waiter) {
          waiter.done();
        }
      };
}
