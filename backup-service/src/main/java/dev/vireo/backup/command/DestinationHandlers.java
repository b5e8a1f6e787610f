package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.command.Places.Place;
import dev.vireo.backup.listing.ListingReader.Listing;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.Snapshot;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DestinationChecked;
import dev.vireo.bus.backup.DestinationReady;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is done with a destination as a whole. */
final class DestinationHandlers {

  /** A run of hours is waited for; more than a lease, so that what a crash left has expired. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private static final String INIT = "init";
  private static final int MOST_FINDINGS = 100;

  private final BackupStore store;
  private final Destinations destinations;
  private final Places places;
  private final Points points;

  DestinationHandlers(BackupStore store, Destinations destinations, Places places, Points points) {
    this.store = store;
    this.destinations = destinations;
    this.places = places;
    this.points = points;
  }

  Result init(Handling<InitDestination> handling) throws InterruptedException {
    DestinationView destination =
        store.destination("destination", handling.command().destination());
    Repository repository = destinations.repository(destination);
    try {
      boolean begun = handling.intents().containsKey(INIT);
      return switch (repository.standing()) {
        case Repository.Standing.Opens there when begun ->
            ready(handling, destination, repository, there.id(), true);
        case Repository.Standing.Opens there ->
            Result.rejected(
                "destination",
                "%s has a repository already, %s, that this password opens; take it over with"
                        .formatted(destination.url(), there.id())
                    + " ImportDestination (vireo backup destinations import)");
        case Repository.Standing.OtherPassword other ->
            Result.rejected(
                "destination",
                destination.url()
                    + " has a repository that this password does not open: it is somebody else's,"
                    + " or the password is another. It is left as it is; give the right password,"
                    + " or another place");
        case Repository.Standing.None none -> made(handling, destination, repository);
      };
    } catch (ResticException e) {
      return failed(destination, Problem.of(e));
    }
  }

  private Result made(
      Handling<InitDestination> handling, DestinationView destination, Repository repository)
      throws ResticException, InterruptedException {
    handling.intend(List.of(new Journal.Intent(INIT, destination.url())));
    handling.checkpoint("before-init");
    repository.init();
    handling.checkpoint("after-init");
    return ready(handling, destination, repository, repository.id(), true);
  }

  private Result ready(
      Handling<?> handling,
      DestinationView destination,
      Repository repository,
      String id,
      boolean made)
      throws ResticException, InterruptedException {
    handling.publish(
        new DestinationReady(
            destination.destination(),
            id,
            destinations.restic().version().toString(),
            made,
            boxed(repository.freeBytes())));
    return Result.done(
        "destination %s is ready: repository %s"
            .formatted(destination.destination(), id.substring(0, Math.min(10, id.length()))),
        Map.of("destination", destination.destination(), "repository", id));
  }

  Result importAll(Handling<ImportDestination> handling) throws InterruptedException {
    DestinationView destination =
        store.destination("destination", handling.command().destination());
    Repository repository = destinations.repository(destination);
    try {
      String id = repository.id();
      List<Snapshot> all = repository.snapshots(Repository.OURS);
      Set<String> ids = all.stream().map(Snapshot::id).collect(Collectors.toSet());
      List<Snapshot> listings =
          all.stream().filter(s -> s.tags().contains(PointTags.LISTING)).toList();
      Set<String> jobs = new TreeSet<>();
      int found = 0;
      for (Snapshot each : listings) {
        Optional<Listing> listing = points.listing(repository, each.id());
        if (listing.isPresent() && ids.contains(listing.get().head().dataSnapshot())) {
          jobs.add(listing.get().head().job());
          handling.publish(
              new RestorePointImported(
                  listing.get().head().job(),
                  Points.point(listing.get(), destination.destination(), each.id())));
          found++;
          handling.progress(found, listings.size(), 0, "reading what was listed");
        }
      }
      ready(handling, destination, repository, id, false);
      int parts = all.size() - 2 * found;
      return Result.done(
          "destination %s holds %d restore points of %d jobs%s"
              .formatted(
                  destination.destination(),
                  found,
                  jobs.size(),
                  parts == 0
                      ? ""
                      : "; "
                          + parts
                          + " snapshots are parts of runs that were cut short, and count"
                          + " for nothing"),
          Map.of(
              "destination", destination.destination(),
              "points", Integer.toString(found),
              "jobs", String.join("\n", jobs)));
    } catch (ResticException e) {
      return failed(destination, Problem.of(e));
    }
  }

  Result check(Handling<CheckDestination> handling) throws InterruptedException {
    DestinationView destination =
        store.destination("destination", handling.command().destination());
    Repository repository = destinations.repository(destination);
    int of = handling.command().all() ? 1 : destination.readAllInDays();
    int share = next(destination, of);
    Optional<Place> alone =
        places.alone(handling, destination.destination(), destination.atOnce(), PATIENCE);
    if (alone.isEmpty()) {
      return busy(destination);
    }
    try (Place held = alone.get()) {
      long began = System.nanoTime();
      handling.progress(0, 1, 0, "checking, and reading share " + share + " of " + of);
      Repository.Check check = repository.check(share, of);
      List<PointView> points = store.pointsIn(destination.destination());
      Map<String, Set<String>> hurt = HurtPoints.of(repository, points, check.damaged());
      handling.publish(
          new DestinationChecked(
              destination.destination(),
              check.sound(),
              share,
              of,
              List.copyOf(check.damaged()),
              List.copyOf(hurt.keySet()),
              check.findings().stream().limit(MOST_FINDINGS).toList(),
              (System.nanoTime() - began) / 1_000_000,
              boxed(repository.freeBytes())));
      for (PointView point : points) {
        Set<String> packs = hurt.get(point.point());
        if (packs != null) {
          handling.publish(
              new RestorePointDamaged(
                  point.job(), point.point(), destination.destination(), List.copyOf(packs)));
        }
      }
      return result(destination, check, share, of, hurt);
    } catch (ResticException e) {
      return failed(destination, Problem.of(e));
    }
  }

  private static int next(DestinationView destination, int of) {
    Integer last = destination.lastShare();
    return of == 1 || last == null || destination.lastOf() == null || destination.lastOf() != of
        ? 1
        : last % of + 1;
  }

  private static Result result(
      DestinationView destination,
      Repository.Check check,
      int share,
      int of,
      Map<String, Set<String>> hurt) {
    Map<String, String> figures =
        Map.of(
            "destination", destination.destination(),
            "share", Integer.toString(share),
            "of", Integer.toString(of),
            "damaged", String.join("\n", check.damaged()),
            "hurt", String.join("\n", hurt.keySet()));
    if (check.sound()) {
      return Result.done(
          "destination %s is sound; share %d of %d of its data was read"
              .formatted(destination.destination(), share, of),
          figures);
    }
    List<String> said = new ArrayList<>(check.findings());
    return Result.failed(
        FailureReason.NOT_VERIFIED,
        "%s: destination %s is damaged: %d packs; %s. To mend it: vireo backup repair %s. %s"
            .formatted(
                BackupFailureCause.DESTINATION_DAMAGED,
                destination.destination(),
                check.damaged().size(),
                hurt.isEmpty()
                    ? "no restore point that is known needs them"
                    : "these restore points need them: " + String.join(", ", hurt.keySet()),
                destination.destination(),
                said.isEmpty() ? "" : said.getFirst()),
        figures);
  }

  private static Result busy(DestinationView destination) {
    return Result.failed(
        FailureReason.BUSY,
        "destination %s: runs write to it, also after %d hours; try again"
            .formatted(destination.destination(), PATIENCE.toHours()));
  }

  private static Result failed(DestinationView destination, Problem p) {
    return Result.failed(
        p.reason(),
        p.text(),
        Map.of("destination", destination.destination(), "cause", p.failureCause().name()));
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
