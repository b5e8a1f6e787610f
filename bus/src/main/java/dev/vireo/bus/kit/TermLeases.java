package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases of one length in a {@link LeaseStore}, which renew themselves.
 *
 * <p>Invariant: {@link Leases.Lease#remaining} counts, by this process's own clock, from before the
 * sending of the last request that the store is known to have done. So it never claims more than
 * the store holds, however slow the answer was and whatever the clocks of others show.
 */
public final class TermLeases implements Leases, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TermLeases.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  /** A store that was away for a moment shall not cost a lease that has not ended. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final LeaseStore store;
  private final Duration term;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lease-renewal").daemon().factory());

  /**
   * Leases of one length.
   *
   * @param term how long a lease lasts unless it is renewed
   */
  public TermLeases(LeaseStore store, Duration term) {
    this.store = store;
    this.term = term;
  }

  @Override
  public Optional<Lease> acquire(String resource, String holder, Duration patience)
      throws InterruptedException {
    long began = System.nanoTime();
    while (true) {
      long asked = System.nanoTime();
      Optional<LeaseStore.Entry> entry = store.take(resource, holder, term);
      if (entry.isPresent()) {
        Held held = new Held(resource, holder, entry.get(), asked);
        // One that was answered for too late may be another's by now.
        if (held.remaining().isPositive()) {
          held.renewLater(third());
          return Optional.of(held);
        }
        held.close();
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (waited.plus(ASK_AGAIN).compareTo(patience) > 0) {
        return Optional.empty();
      }
      Thread.sleep(ASK_AGAIN);
    }
  }

  private Duration third() {
    return Duration.ofMillis(Math.max(1, term.toMillis() / 3));
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }

  private final class Held implements Lease {

    private final String resource;
    private final String holder;
    private final LeaseStore.Entry entry;
    private volatile long heldFrom;
    private volatile boolean lost;

    /** Whether the entry is no longer this holder's to change: it was given back, or left. */
    private volatile boolean ended;

    Held(String resource, String holder, LeaseStore.Entry entry, long heldFrom) {
      this.resource = resource;
      this.holder = holder;
      this.entry = entry;
      this.heldFrom = heldFrom;
    }

    @Override
    public long fence() {
      return entry.fence();
    }

    @Override
    public Duration remaining() {
      if (lost) {
        return Duration.ZERO;
      }
      Duration left = term.minusNanos(System.nanoTime() - heldFrom);
      return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public synchronized boolean renew() {
      if (ended) {
        return false;
      }
      long asked = System.nanoTime();
      if (!entry.renew(term)) {
        lost = true;
        return false;
      }
      heldFrom = asked;
      return true;
    }

    /** On threads of their own: one that waits for its answer keeps no other from being renewed. */
    private void renewLater(Duration delay) {
      if (lost || renewals.isShutdown()) {
        return;
      }
      var unused =
          renewals.schedule(
              () -> Thread.ofVirtual().name("lease-renewal").start(this::renewQuietly),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    }

    private void renewQuietly() {
      if (lost) {
        return;
      }
      Duration next = third();
      try {
        if (!renew() && !ended) {
          LOG.warn("the lease of {} was lost by {}", resource, holder);
        }
      } catch (BusUnavailable e) {
        LOG.warn(
            "the lease of {} could not be renewed and ends in {} s: {}",
            resource,
            remaining().toSeconds(),
            e.getMessage());
        next = next.compareTo(AFTER_FAILURE) < 0 ? next : AFTER_FAILURE;
      }
      renewLater(next);
    }

    @Override
    public synchronized void leave() {
      lost = true;
      if (!ended) {
        LOG.info("the lease of {} is left to expire by {}", resource, holder);
      }
      ended = true;
    }

    @Override
    public synchronized void close() {
      lost = true;
      if (ended) {
        return;
      }
      ended = true;
      try {
        entry.giveBack();
      } catch (BusUnavailable e) {
        LOG.warn("the lease of {} will expire by itself: {}", resource, e.getMessage());
      }
    }
  }
}
