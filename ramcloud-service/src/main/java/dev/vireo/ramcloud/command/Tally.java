package dev.vireo.ramcloud.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A count that one thread keeps and any thread reads, a little late perhaps. To count is a plain
 * write: it waits for none of the writes before it, as an atomic increment would.
 */
public final class Tally {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Tally.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long count;

  /** One more. On the one thread that keeps it. */
  void increment() {
    COUNT.setOpaque(this, count + 1);
  }

  /** Begins anew from 0. On the one thread that keeps it. */
  void reset() {
    COUNT.setOpaque(this, 0L);
  }

  /** How many it was when this thread last heard. */
  public long sum() {
    return (long) COUNT.getOpaque(this);
  }
}
