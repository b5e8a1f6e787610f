package dev.vireo.inventory.domain;

import java.time.Duration;

/**
 * At what times things may begin that may begin so many times a second. Time that was lost is not
 * made up for: that would be a burst.
 *
 * @param next the earliest time of the next one, in nanoseconds of a clock that never goes back
 * @param pause between two, in nanoseconds
 */
public record Pace(long next, long pause) {

  /**
   * A pace whose first thing may begin at once.
   *
   * @param now in nanoseconds
   * @param perSecond at least 1
   */
  public static Pace from(long now, int perSecond) {
    return new Pace(now, Duration.ofSeconds(1).toNanos() / perSecond);
  }

  /** Nanoseconds to wait for the next turn; 0 or less: it may begin. */
  public long untilNext(long now) {
    return next - now;
  }

  /** The pace after one has begun at this time. */
  public Pace begun(long now) {
    return new Pace((untilNext(now) > 0 ? next : now) + pause, pause);
  }
}
