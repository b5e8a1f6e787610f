package dev.vireo.backup.command;

import dev.vireo.backup.command.Places.Place;
import dev.vireo.backup.command.Runs.Run;
import dev.vireo.backup.domain.job.Admission.Wanted;
import dev.vireo.backup.domain.job.BackOff;
import dev.vireo.backup.domain.job.Schedule;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.domain.job.Window;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.JobView;
import dev.vireo.bus.backup.BackUpGuest;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a restore point of a job: waits for its place, tries as often as the job says where the
 * cause may pass, and says what came of it.
 *
 * <p>A run that a crash cut short is begun anew under the same id. What it had stored whole,
 * listing and all, is found in the destination and not stored again; what it had stored in part
 * counts for nothing and is removed.
 */
final class RunBackupHandler implements CommandHandler<RunBackup> {

  /** Longer than a lease, so that what a crash left behind has expired. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Nobody waits for a place for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private static final Duration CANCELLING = Duration.ofMinutes(2);

  private final BackupStore store;
  private final Places places;
  private final Runs runs;
  private final OneBackup one;
  private final Hooks hooks;
  private final GuestFleet fleet;
  private final Duration firstPause;

  RunBackupHandler(
      BackupStore store,
      Places places,
      Runs runs,
      OneBackup one,
      Hooks hooks,
      GuestFleet fleet,
      Duration firstPause) {
    this.store = store;
    this.places = places;
    this.runs = runs;
    this.one = one;
    this.hooks = hooks;
    this.fleet = fleet;
    this.firstPause = firstPause;
  }

  /**
   * A run, and what it was asked for.
   *
   * @param whole whether it is all of the job's run, and no part of it
   * @param due the time of the schedule that it is for; null: it is run by hand
   * @param stopsAt when it stops by itself, where its window says so
   */
  record Asked(
      Handling<?> handling,
      boolean whole,
      JobView job,
      DestinationView destination,
      Source.OfOneHost source,
      @Nullable Instant due,
      Run run,
      Optional<Instant> stopsAt) {

    String runId() {
      return handling.envelope().id();
    }

    /** Throws where it shall not go on. */
    void mayGoOn() throws Problem {
      if (run.cancelled()) {
        throw new Problem(
            BackupFailureCause.CANCELLED, "job " + job.job() + " was cancelled", "run it again");
      }
      if (stopsAt.filter(end -> !Instant.now().isBefore(end)).isPresent()) {
        throw new Problem(
            BackupFailureCause.WINDOW_CLOSED,
            "the window " + job.window() + " of job " + job.job() + " has closed",
            "the next run reuses what was stored where it can; a longer window lets it end");
      }
    }
  }

  @Override
  public Result handle(Handling<RunBackup> handling) throws InterruptedException {
    JobView job = store.job("job", handling.command().job());
    Instant due = handling.command().due();
    return switch (Source.parse("source", job.source())) {
      case Source.OfOneHost one -> handled(handling, true, job, one, due);
      case Source.Guests guests -> fleet(handling, job, guests, due);
    };
  }

  /** One guest of those that a job's selector names. */
  Result guest(Handling<BackUpGuest> handling) throws InterruptedException {
    JobView job = store.job("job", handling.command().job());
    if (Source.parse("source", handling.command().source()) instanceof Source.Guest guest) {
      return handled(handling, false, job, guest, handling.command().due());
    }
    return Result.rejected(
        "source", "one guest is named by container:HOST:ID or vm:HOST:ID, such as vm:pve-01:101");
  }

  private Result handled(
      Handling<?> handling,
      boolean whole,
      JobView job,
      Source.OfOneHost source,
      @Nullable Instant due)
      throws InterruptedException {
    DestinationView destination = store.destination("destination", job.destination());
    String name = whole ? job.job() : job.job() + "/" + source.text();
    Optional<Run> begun = runs.begin(job.job(), whole ? "" : source.text());
    if (begun.isEmpty()) {
      return Result.failed(
          FailureReason.BUSY, "a run of job " + name + " goes on; wait for it, or cancel it");
    }
    try (Run run = begun.get()) {
      Optional<Lease> turn = handling.lease("job/" + name, PATIENCE);
      if (turn.isEmpty()) {
        return Result.failed(
            FailureReason.BUSY,
            "a run of job " + name + " goes on in another instance; wait for it");
      }
      try (Lease mine = turn.get()) {
        return inTurn(
            new Asked(handling, whole, job, destination, source, due, run, stopsAt(due, job)));
      }
    }
  }

  private Result fleet(
      Handling<RunBackup> handling, JobView job, Source.Guests source, @Nullable Instant due)
      throws InterruptedException {
    Optional<Run> begun = runs.begin(job.job());
    if (begun.isEmpty()) {
      return Result.failed(
          FailureReason.BUSY, "a run of job " + job.job() + " goes on; wait for it, or cancel it");
    }
    try (Run run = begun.get()) {
      GuestFleet.Found found;
      try {
        found = fleet.find(handling, source);
      } catch (Problem p) {
        String id = handling.envelope().id();
        handling.publish(
            new BackupStarted(job.job(), id, job.destination(), job.source(), job.host(), due));
        handling.publish(
            new BackupFailed(
                job.job(),
                id,
                p.failureCause(),
                String.valueOf(p.getMessage()),
                p.advice(),
                1,
                p.trouble()));
        return Result.failed(
            p.reason(),
            "job " + job.job() + ": " + p.text(),
            Map.of("job", job.job(), "cause", p.failureCause().name()));
      }
      Map<String, Ended> ended = GuestFleet.run(handling, job.job(), found.guests(), due);
      if (job.retention() != null && GuestFleet.failed(ended).size() < ended.size()) {
        handling.fanOut(List.of(new PruneRestorePoints(job.job(), false)));
      }
      return RunSummary.of(job.job(), found, ended);
    }
  }

  /** A run by hand is made whenever it is asked for. */
  private static Optional<Instant> stopsAt(@Nullable Instant due, JobView job) {
    String text = job.window();
    if (due == null || text == null) {
      return Optional.empty();
    }
    Window window = Window.parse("window", text);
    return window.atEnd() == Window.AtEnd.STOP
        ? window.closes(Instant.now(), Schedule.zone("zone", job.zone()))
        : Optional.empty();
  }

  private Result inTurn(Asked asked) throws InterruptedException {
    Handling<?> handling = asked.handling();
    JobView job = asked.job();
    String host = asked.source().host();
    Instant gaveUp = Instant.now().plus(LONGEST_WAIT);
    Optional<Place> place =
        places.take(
            handling,
            new Wanted(asked.runId(), host, job.destination(), asked.destination().atOnce()),
            () ->
                asked.run().cancelled()
                    || Instant.now().isAfter(gaveUp)
                    || windowGone(asked.due(), job));
    if (place.isEmpty()) {
      return noPlace(asked, asked.due());
    }
    try (Place held = place.get()) {
      handling.publish(
          new BackupStarted(
              job.job(),
              asked.runId(),
              job.destination(),
              asked.source().text(),
              host,
              asked.due()));
      if (!(asked.source() instanceof Source.Guest guest)) {
        return tried(asked);
      }
      Optional<Lease> own = handling.lease(Leftovers.lease(host, guest.id()), PATIENCE);
      if (own.isEmpty()) {
        return failed(
            asked,
            new Problem(
                BackupFailureCause.BUSY,
                guest.text() + " is held by another run or restore",
                "run it again when that has ended",
                GuestTrouble.LOCKED),
            0);
      }
      try (Lease mine = own.get()) {
        return tried(asked);
      }
    }
  }

  private static boolean windowGone(@Nullable Instant due, JobView job) {
    String text = job.window();
    return due != null
        && text != null
        && Window.parse("window", text)
            .closes(Instant.now(), Schedule.zone("zone", job.zone()))
            .isEmpty();
  }

  private static Result noPlace(Asked asked, @Nullable Instant due) {
    if (due != null && !asked.run().cancelled()) {
      String why = "there was no place for it, among the runs of its host and destination, in time";
      asked.handling().publish(new BackupMissed(asked.job().job(), due, why));
      return Result.failed(FailureReason.TIMED_OUT, "job " + asked.job().job() + ": " + why);
    }
    return failed(
        asked,
        new Problem(
            asked.run().cancelled() ? BackupFailureCause.CANCELLED : BackupFailureCause.BUSY,
            "job " + asked.job().job() + " did not begin",
            "run it again"),
        0);
  }

  private Result tried(Asked asked) throws InterruptedException {
    hooks.afterCrash(asked);
    BackOff backOff = new BackOff(asked.job().attempts(), firstPause, BackOff.DEFAULT.longest());
    for (int attempt = 1; ; attempt++) {
      try {
        asked.mayGoOn();
        boolean again = attempt > 1;
        return completed(asked, hooks.around(asked, () -> one.make(asked, again)), attempt);
      } catch (Problem p) {
        Optional<Duration> pause = p.passing() ? backOff.pause(attempt) : Optional.empty();
        if (pause.isEmpty()) {
          return failed(asked, p, attempt);
        }
        asked
            .handling()
            .progress(
                attempt,
                asked.job().attempts(),
                attempt,
                p.text() + "; trying again in " + pause.get().toSeconds() + " s");
        Optional<Problem> stopped = rested(asked, pause.get());
        if (stopped.isPresent()) {
          return failed(asked, stopped.get(), attempt);
        }
      }
    }
  }

  /** Waits for the next attempt; why there is none, where it shall not go on. */
  private static Optional<Problem> rested(Asked asked, Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end) {
      try {
        asked.mayGoOn();
      } catch (Problem stopped) {
        return Optional.of(stopped);
      }
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 250));
    }
    return Optional.empty();
  }

  private static Result failed(Asked asked, Problem p, int attempts) {
    asked
        .handling()
        .publish(
            new BackupFailed(
                asked.job().job(),
                asked.runId(),
                p.failureCause(),
                String.valueOf(p.getMessage()),
                p.advice(),
                attempts,
                p.trouble()));
    return Result.failed(
        p.reason(),
        "job " + asked.job().job() + ": " + p.text(),
        Map.of("job", asked.job().job(), "cause", p.failureCause().name()));
  }

  private static Result completed(Asked asked, Hooks.Outcome<OneBackup.Made> outcome, int attempt)
      throws InterruptedException {
    OneBackup.Made made = outcome.made();
    RestorePoint point = made.point();
    Handling<?> handling = asked.handling();
    handling.publish(
        new BackupCompleted(
            point.job(),
            asked.runId(),
            point,
            made.addedBytes().isPresent() ? made.addedBytes().getAsLong() : null,
            made.took().map(Duration::toMillis).orElse(null),
            attempt));
    handling.checkpoint("completed");
    if (asked.whole() && asked.job().retention() != null) {
      handling.fanOut(List.of(new PruneRestorePoints(point.job(), false)));
    }
    return RunSummary.of(made, outcome.complaint());
  }

  /** Stops the run of a job. */
  Result cancel(Handling<CancelBackup> handling) throws InterruptedException {
    String job = store.job("job", handling.command().job()).job();
    if (!runs.cancel(job)) {
      return Result.rejected("job", "no run of job " + job + " goes on");
    }
    return runs.awaitEnd(job, CANCELLING)
        ? Result.done("the run of job " + job + " was stopped; it made no restore point")
        : Result.failed(
            FailureReason.TIMED_OUT,
            "the run of job " + job + " did not stop within " + CANCELLING.toSeconds() + " s");
  }
}
