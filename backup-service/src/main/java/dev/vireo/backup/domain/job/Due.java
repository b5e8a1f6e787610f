package dev.vireo.backup.domain.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done about a job at this time. */
public sealed interface Due {

  /** Nothing. */
  record NotYet() implements Due {}

  /** It runs, for the time at which it was due. */
  record Run(Instant at) implements Due {}

  /** It did not run when it was due and will not be made up for. */
  record Missed(Instant at, String why) implements Due {}

  /**
   * The time of a job's schedule has come or gone by.
   *
   * @param since the time up to which all was decided: when the job was defined, last ran or missed
   * @param makeUp how late a run may still start. A due time that is later than that was missed.
   * @param expected how long the last run took
   * @param busy whether a run of the job is still going
   */
  static Due of(
      Schedule schedule,
      Optional<Window> window,
      Instant since,
      Instant now,
      Duration makeUp,
      Optional<Duration> expected,
      boolean busy) {
    Optional<Instant> latest = schedule.latest(now).filter(at -> at.isAfter(since));
    if (latest.isEmpty()) {
      return new NotYet();
    }
    Instant at = latest.get();
    boolean open = window.map(w -> w.lets(now, schedule.zone(), expected)).orElse(true);
    if (open && !busy) {
      return Duration.between(at, now).compareTo(makeUp) <= 0
          ? new Run(at)
          : new Missed(at, "nobody was there to start it, for longer than runs are made up for");
    }
    if (Duration.between(at, now).compareTo(makeUp) <= 0) {
      return new NotYet();
    }
    if (busy) {
      return new Missed(at, "the run before it had not ended");
    }
    return new Missed(
        at,
        expected
            .flatMap(e -> window.filter(w -> e.compareTo(w.length()) > 0))
            .map(w -> "the last run took longer than the whole window " + w.text() + " is open")
            .orElse("the window left no room for it"));
  }
}
