package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The target's clock, from the Date header that it sends with any answer. */
final class Clocks {

  private Clocks() {}

  static Optional<Evidence> read(Https.Answer answer) {
    return answer.date().map(theirs -> compared(theirs, answer.at(), answer.millis()));
  }

  private static Evidence compared(Instant theirs, Instant ours, long millis) {
    long apart = Duration.between(ours, theirs).toSeconds();
    return new Evidence.ClockRead(
        new Exchange(
            "read the Date of its answer",
            theirs + ", which is " + Math.abs(apart) + " s " + (apart < 0 ? "behind" : "ahead"),
            millis),
        theirs,
        ours);
  }
}
