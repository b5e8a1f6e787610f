package dev.vireo.container.command;

import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import java.time.Duration;

/**
 * A lease whose renewal is a point at which a crash must do no harm: before each single command of
 * a host it is renewed.
 */
record WatchedLease(Lease lease, Handling<?> handling) implements Lease {

  @Override
  public long fence() {
    return lease.fence();
  }

  @Override
  public Duration remaining() {
    return lease.remaining();
  }

  @Override
  public boolean renew() {
    handling.checkpoint("before-step");
    return lease.renew();
  }

  @Override
  public void leave() {
    lease.leave();
  }

  @Override
  public void close() {
    lease.close();
  }
}
