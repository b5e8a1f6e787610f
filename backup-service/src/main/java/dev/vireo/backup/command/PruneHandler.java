package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.command.Places.Place;
import dev.vireo.backup.domain.job.Schedule;
import dev.vireo.backup.domain.retention.RestorePointFact;
import dev.vireo.backup.domain.retention.RetentionPlan;
import dev.vireo.backup.domain.retention.RetentionPolicy;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.JobView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.Snapshot;
import dev.vireo.bus.backup.PruneHeldBack;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Removes what the retention of a job does not keep. What goes is decided once and written down; a
 * run that comes after a crash goes on with that, and says of each point that it is gone only when
 * the destination lists it no more.
 */
final class PruneHandler implements CommandHandler<PruneRestorePoints> {

  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final String DECIDED = "expire";

  private final BackupStore store;
  private final Destinations destinations;
  private final Places places;

  PruneHandler(BackupStore store, Destinations destinations, Places places) {
    this.store = store;
    this.destinations = destinations;
    this.places = places;
  }

  @Override
  public Result handle(Handling<PruneRestorePoints> handling) throws InterruptedException {
    JobView job = store.job("job", handling.command().job());
    String retention = job.retention();
    if (retention == null) {
      return Result.rejected(
          "job", "job " + job.job() + " has no retention: all of its restore points are kept");
    }
    List<PointView> points = store.points(job.job());
    Optional<String> decided = Optional.ofNullable(handling.intents().get(DECIDED));
    List<String> expire;
    if (decided.isPresent()) {
      expire = decided.get().lines().toList();
    } else {
      List<String> held = new ArrayList<>();
      expire = new ArrayList<>();
      for (List<PointView> ofOne : bySource(points)) {
        RetentionPlan plan = plan(job, retention, ofOne, handling.command().acceptSmaller());
        plan.heldBack()
            .ifPresent(why -> held.add(bySource(points).size() == 1 ? why : named(ofOne, why)));
        plan.expire().stream().map(RestorePointFact::id).forEach(expire::add);
      }
      held.forEach(why -> handling.publish(new PruneHeldBack(job.job(), why)));
      if (expire.isEmpty() && !held.isEmpty()) {
        return Result.done(
            "job " + job.job() + ": nothing was removed: " + String.join("; ", held),
            Map.of("job", job.job(), "expired", "0", "heldBack", "true"));
      }
      if (expire.isEmpty()) {
        return Result.done(
            "job "
                + job.job()
                + ": its retention keeps all of its "
                + points.size()
                + " restore points",
            Map.of("job", job.job(), "expired", "0"));
      }
      handling.intend(List.of(new Journal.Intent(DECIDED, String.join("\n", expire))));
    }
    return remove(handling, job, expire);
  }

  /** The points of each guest are kept by themselves; those of a folder, wherever it lay, too. */
  private static Collection<List<PointView>> bySource(List<PointView> points) {
    return points.stream()
        .collect(
            Collectors.groupingBy(
                p -> p.guest() == null ? "" : p.source(), TreeMap::new, Collectors.toList()))
        .values();
  }

  private static String named(List<PointView> points, String why) {
    return points.getFirst().source() + ": " + why;
  }

  private static RetentionPlan plan(
      JobView job, String retention, List<PointView> points, boolean acceptSmaller) {
    return RetentionPlan.of(
        points.stream()
            .map(
                p ->
                    new RestorePointFact(
                        p.point(),
                        p.at(),
                        RestorePointFact.State.valueOf(p.state()),
                        p.muchSmaller() && !acceptSmaller))
            .toList(),
        RetentionPolicy.parse("retention", retention),
        Schedule.zone("zone", job.zone()));
  }

  private Result remove(Handling<?> handling, JobView job, List<String> expire)
      throws InterruptedException {
    List<PointView> known =
        store.allPoints(job.job()).stream().filter(p -> expire.contains(p.point())).toList();
    Set<String> places =
        known.stream().map(PointView::destination).collect(Collectors.toCollection(TreeSet::new));
    List<String> gone = new ArrayList<>();
    for (String name : places) {
      DestinationView destination = store.destination("destination", name);
      Optional<Place> alone = this.places.alone(handling, name, destination.atOnce(), PATIENCE);
      if (alone.isEmpty()) {
        return Result.failed(
            FailureReason.BUSY, "destination " + name + ": runs write to it; try again");
      }
      try (Place held = alone.get()) {
        gone.addAll(
            removeFrom(
                handling,
                job,
                destinations.repository(destination),
                known.stream().filter(p -> p.destination().equals(name)).toList()));
      } catch (ResticException e) {
        Problem p = Problem.of(e);
        return Result.failed(
            p.reason(),
            p.text(),
            Map.of(
                "job", job.job(),
                "cause", p.failureCause().name(),
                "expired", Integer.toString(gone.size())));
      }
    }
    return Result.done(
        "job %s: %d restore points were removed".formatted(job.job(), gone.size()),
        Map.of(
            "job", job.job(),
            "expired", Integer.toString(gone.size()),
            "points", String.join("\n", gone)));
  }

  private static List<String> removeFrom(
      Handling<?> handling, JobView job, Repository repository, List<PointView> points)
      throws ResticException, InterruptedException {
    List<Snapshot> ours = repository.snapshots(Repository.OURS, "job=" + job.job());
    Set<String> snapshots = new TreeSet<>();
    for (PointView point : points) {
      ours.stream()
          .filter(s -> s.tag("point").filter(point.point()::equals).isPresent())
          .map(Snapshot::id)
          .forEach(snapshots::add);
    }
    // Nobody writes now: what no listing commits is left of runs that were cut short.
    Set<String> committed =
        ours.stream()
            .filter(s -> s.tags().contains(PointTags.LISTING))
            .flatMap(s -> s.tag("point").stream())
            .collect(Collectors.toSet());
    ours.stream()
        .filter(s -> s.tag("point").filter(p -> !committed.contains(p)).isPresent())
        .map(Snapshot::id)
        .forEach(snapshots::add);
    handling.checkpoint("before-forget");
    if (!snapshots.isEmpty()) {
      repository.forget(snapshots);
    }
    handling.checkpoint("after-forget");
    Set<String> left =
        repository.snapshots(Repository.OURS, "job=" + job.job()).stream()
            .flatMap(s -> s.tag("point").stream())
            .collect(Collectors.toSet());
    List<String> gone =
        points.stream().map(PointView::point).filter(p -> !left.contains(p)).toList();
    gone.forEach(point -> handling.publish(new RestorePointExpired(job.job(), point)));
    handling.progress(gone.size(), points.size(), 0, "giving the destination its room back");
    repository.prune();
    return gone;
  }
}
