package dev.vireo.bus.kit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Is told of each point at which a crash must do no harm, so that fault tests can end the process
 * exactly there.
 */
@FunctionalInterface
public interface Checkpoint {

  /** Nobody is listening. */
  Checkpoint NONE = point -> {};

  /** The command is about to do, or has just done, what {@code point} names. */
  void reached(String point);

  /**
   * Ends the process at the {@code n}th time that a point is reached, as SIGKILL would: no shutdown
   * hook runs and nothing is flushed.
   *
   * @param spec {@code point} or {@code point#n}, n from 1; empty: never
   */
  static Checkpoint haltAt(String spec) {
    if (spec.isBlank()) {
      return NONE;
    }
    int hash = spec.indexOf('#');
    String wanted = hash < 0 ? spec : spec.substring(0, hash);
    int n = hash < 0 ? 1 : Integer.parseInt(spec.substring(hash + 1));
    AtomicInteger times = new AtomicInteger();
    return point -> {
      if (point.equals(wanted) && times.incrementAndGet() == n) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
