package dev.vireo.backup.domain.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and after which pauses a failed run is tried again.
 *
 * @param attempts in all, 1 to 10
 * @param first the pause after the first one; each further pause is twice as long
 * @param longest no pause is longer
 */
public record BackOff(int attempts, Duration first, Duration longest) {

  /** Three in all, after half a minute and after one. */
  public static final BackOff DEFAULT =
      new BackOff(3, Duration.ofSeconds(30), Duration.ofMinutes(10));

  public BackOff {
    if (attempts < 1 || attempts > 10 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "attempts 1 to 10, pauses that grow: " + attempts + ", " + first + ", " + longest);
    }
  }

  /**
   * The pause before the next attempt; empty where there is none.
   *
   * @param failed how many attempts failed, from 1
   */
  public Optional<Duration> pause(int failed) {
    if (failed >= attempts) {
      return Optional.empty();
    }
    Duration pause = first.multipliedBy(1L << (failed - 1));
    return Optional.of(pause.compareTo(longest) > 0 ? longest : pause);
  }
}
