package dev.vireo.inventory.domain;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.inventory.ProbeHosts;
import java.time.Duration;
import java.time.Instant;

/**
 * A tick of the probing schedule. All instances of the service make the same command of the same
 * tick, with the same id, so it is worked once.
 *
 * @param number ticks since 1970
 * @param every time between two
 */
public record ProbeTick(long number, Duration every) {

  /** On whose behalf the schedule's commands are given. */
  public static final String ACTOR = "schedule:probe";

  /** The tick that a moment belongs to. */
  public static ProbeTick at(Instant now, Duration every) {
    return new ProbeTick(now.toEpochMilli() / every.toMillis(), every);
  }

  /** When it began. */
  public Instant begin() {
    return Instant.ofEpochMilli(number * every.toMillis());
  }

  /**
   * The command that it is.
   *
   * @param source who says it
   */
  public Envelope<ProbeHosts> command(String source) {
    return Envelope.first(
        DerivedId.of(ACTOR, every.toMillis() + " " + number),
        new ProbeHosts("all"),
        source,
        ACTOR,
        begin());
  }
}
