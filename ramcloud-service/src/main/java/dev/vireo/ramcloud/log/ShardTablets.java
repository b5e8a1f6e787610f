package dev.vireo.ramcloud.log;

/**
 * What one shard's event loop asks about its tablets. Every method is called on the shard's thread
 * and returns at once.
 *
 * <p>A write: {@link #standing} says {@code SERVING}; the shard does it, and its mutation sink
 * appends it; {@link #whenDurable} calls back, and then it is answered.
 *
 * <p>A read: it is looked up; if a write of its key is not durable, {@link #whenDurable} first;
 * then {@link #readable}, after the look-up; if that says no, {@link #whenReadable}, and it is
 * looked up again.
 */
public interface ShardTablets {

  /** Whether requests for the slot are taken. */
  Standing standing(int slot);

  /** Why it stands so, for an operator and for error replies. */
  String reason(int slot);

  /** Whether what was looked up in the slot before this call may be answered. */
  boolean readable(int slot);

  /** Calls back when reads of the slot may be answered, or when that takes too long. */
  void whenReadable(int slot, Waiter waiter);

  /**
   * Calls back when all mutations of the slot's tablet up to and with this group of the shard's are
   * durable; at once, if they are.
   */
  void whenDurable(int slot, long group, Waiter waiter);

  /** Whether {@link #whenDurable} would call back at once. */
  boolean durable(int slot, long group);

  /** Of a shard whose tables are all in memory: it serves every slot, and nothing waits. */
  ShardTablets IN_MEMORY =
      new ShardTablets() {
        @Override
        public Standing standing(int slot) {
          return Standing.SERVING;
        }

        @Override
        public String reason(int slot) {
          return "its tables are in memory";
        }

        @Override
        public boolean readable(int slot) {
          return true;
        }

        @Override
        public void whenReadable(int slot, Waiter waiter) {
          waiter.done();
        }

        @Override
        public void whenDurable(int slot, long group, Waiter waiter) {
          waiter.done();
        }

        @Override
        public boolean durable(int slot, long group) {
          return true;
        }
      };
}
