package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may change what: one holder per resource, for a bounded time. A holder that dies loses it by
 * itself. Each new holder gets a higher fence.
 */
public interface Leases {

  /**
   * Takes a resource, waiting for its holder at most {@code patience}.
   *
   * @param resource such as {@code esx-01/storage}
   * @param holder who asks, for the eyes of an operator
   * @return the lease, which renews itself until it is closed; empty if it could not be had in time
   */
  Optional<Lease> acquire(String resource, String holder, Duration patience)
      throws InterruptedException;

  /** A resource held. */
  interface Lease extends AutoCloseable {

    /** Grows with each holder of the resource. */
    long fence();

    /**
     * How long it is certainly still held if nothing more were done, never negative. Only work that
     * ends by itself within this time may be started: a host cannot check a fence.
     */
    Duration remaining();

    /** Makes it last its full time from now. False if it is lost. */
    boolean renew();

    /**
     * Holds it no longer, and leaves it to expire: it is neither renewed nor given back, and
     * closing it changes nothing more. For who cannot tell whether what was begun under it has
     * ended.
     */
    void leave();

    /** Gives it back, unless it was left. */
    @Override
    void close();
  }
}
