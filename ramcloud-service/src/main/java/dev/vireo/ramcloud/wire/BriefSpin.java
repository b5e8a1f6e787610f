package dev.vireo.ramcloud.wire;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Asks the sockets again for a moment before the event loop sleeps. A client that waits for its
 * reply sends the next request within microseconds; a loop that has fallen asleep by then must be
 * woken, which costs both sides more than the moment.
 */
final class BriefSpin implements SelectStrategy {
  /** About what it costs to fall asleep and be woken. */
  private static final long SPIN_NANOS = 20_000;

  private static final long NOT_IDLE = Long.MIN_VALUE;

  private long idleSince = NOT_IDLE;

  @Override
  public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
    int found = ready.get();
    if (hasTasks || found > 0) {
      idleSince = NOT_IDLE;
      return found;
    }
    long now = System.nanoTime();
    if (idleSince == NOT_IDLE) {
      idleSince = now;
    } else if (now - idleSince >= SPIN_NANOS) {
      idleSince = NOT_IDLE;
      return SelectStrategy.SELECT;
    }
    Thread.onSpinWait();
    return 0;
  }
}
