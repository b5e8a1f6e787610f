package dev.vireo.simulator.container;

/**
 * How long work on containers takes.
 *
 * @param create milliseconds to create one
 * @param start milliseconds until the tool has started one; its init takes half of that more
 */
public record Pace(long create, long start) {
  /** Nothing takes time; for tests. */
  public static final Pace NONE = new Pace(0, 0);

  /** So much for creating, half of it for starting. */
  public static Pace of(long millis) {
    return new Pace(millis, millis / 2);
  }

  public long boot() {
    return start / 2;
  }

  public long stop() {
    return start / 2;
  }
}
