package dev.vireo.simulator.host;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an esxcli call takes.
 *
 * @param millis at least
 * @param jitterMillis and up to so much more, evenly spread
 */
public record Delay(long millis, long jitterMillis) {
  public static final Delay NONE = new Delay(0, 0);

  /** Sleeps that long and {@code extra} milliseconds more. */
  void pass(long extra) {
    long total =
        millis
            + extra
            + (jitterMillis > 0 ? ThreadLocalRandom.current().nextLong(jitterMillis + 1) : 0);
    if (total > 0) {
      try {
        Thread.sleep(total);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
