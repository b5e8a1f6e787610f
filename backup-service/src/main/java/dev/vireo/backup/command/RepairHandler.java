package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.command.Places.Place;
import dev.vireo.backup.listing.Listings;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.SnapshotWriter;
import dev.vireo.backup.restic.SnapshotWriter.Written;
import dev.vireo.bus.Command;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DestinationRepaired;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Mends a destination with what the sources can still give. restic takes whatever its index names
 * for stored, so that a new backup relies on a damaged pack as the old ones did: such packs are
 * taken out first. Then what their jobs read anew puts the same contents back, for the old points,
 * too. Each point that was hurt is read whole after that, and only so is known to be mended.
 *
 * <p>What is damaged is written down before it is taken out, for afterwards nothing tells any more
 * which points it hurt. A run that comes after a crash goes on with that.
 */
final class RepairHandler implements CommandHandler<RepairDestination> {

  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final String PACKS = "packs";
  private static final String HURT = "hurt";
  private static final String MENDING = "kind=mending";

  private final BackupStore store;
  private final Destinations destinations;
  private final Places places;
  private final Listings listings;

  RepairHandler(BackupStore store, Destinations destinations, Places places, Listings listings) {
    this.store = store;
    this.destinations = destinations;
    this.places = places;
    this.listings = listings;
  }

  /** What is damaged: the packs, and the restore points that they hurt. */
  private record Damage(boolean any, Set<String> packs, List<PointView> hurt) {}

  @Override
  public Result handle(Handling<RepairDestination> handling) throws InterruptedException {
    DestinationView destination =
        store.destination("destination", handling.command().destination());
    Repository repository = destinations.repository(destination);
    try {
      Optional<Place> alone =
          places.alone(handling, destination.destination(), destination.atOnce(), PATIENCE);
      if (alone.isEmpty()) {
        return Result.failed(
            FailureReason.BUSY,
            "destination " + destination.destination() + ": runs write to it; try again");
      }
      Damage damage;
      try (Place held = alone.get()) {
        damage = damage(handling, destination, repository);
        if (!damage.any()) {
          return Result.done(
              "destination %s is sound: there is nothing to mend"
                  .formatted(destination.destination()),
              Map.of("destination", destination.destination(), "sound", "true"));
        }
        handling.checkpoint("before-take-out");
        repository.takeOut(damage.packs());
        handling.checkpoint("after-take-out");
        mendListings(repository, damage.hurt());
      }
      return mended(handling, destination, repository, damage);
    } catch (ResticException e) {
      Problem p = Problem.of(e);
      return Result.failed(
          p.reason(),
          p.text(),
          Map.of("destination", destination.destination(), "cause", p.failureCause().name()));
    } catch (IOException e) {
      return Result.failed(
          FailureReason.HOST_REFUSED,
          "the service's own folder cannot be used: " + e.getMessage() + "; see that it has room");
    }
  }

  private Damage damage(
      Handling<RepairDestination> handling, DestinationView destination, Repository repository)
      throws ResticException, InterruptedException {
    Map<String, String> decided = handling.intents();
    List<PointView> points = store.pointsIn(destination.destination());
    if (decided.containsKey(HURT)) {
      Set<String> known = decided.get(HURT).lines().collect(Collectors.toSet());
      return new Damage(
          true,
          decided.getOrDefault(PACKS, "").lines().collect(Collectors.toCollection(TreeSet::new)),
          points.stream().filter(p -> known.contains(p.point())).toList());
    }
    handling.progress(0, 4, 0, "reading all of it");
    Repository.Check check = repository.check(1, 1);
    Map<String, Set<String>> byPack = HurtPoints.of(repository, points, check.damaged());
    // Those that were found damaged before are looked at again: their packs may be gone by now.
    List<PointView> hurt =
        points.stream()
            .filter(p -> byPack.containsKey(p.point()) || p.state().equals("DAMAGED"))
            .toList();
    if (check.sound() && hurt.isEmpty()) {
      return new Damage(false, Set.of(), hurt);
    }
    handling.intend(
        List.of(
            new Journal.Intent(PACKS, String.join("\n", check.damaged())),
            new Journal.Intent(
                HURT, hurt.stream().map(PointView::point).collect(Collectors.joining("\n")))));
    for (PointView point : hurt) {
      Set<String> packs = byPack.get(point.point());
      if (packs != null) {
        handling.publish(
            new RestorePointDamaged(
                point.job(), point.point(), destination.destination(), List.copyOf(packs)));
      }
    }
    return new Damage(true, check.damaged(), hurt);
  }

  /**
   * What the service itself still has of listings goes back: the same bytes become the same
   * contents, which the old snapshot finds again. The snapshot that brought them is not needed.
   */
  private void mendListings(Repository repository, List<PointView> hurt)
      throws ResticException, IOException, InterruptedException {
    Set<String> brought = new TreeSet<>();
    for (PointView point : hurt) {
      Optional<Path> kept = listings.kept(point.listingSnapshot());
      if (kept.isEmpty()) {
        continue;
      }
      try (SnapshotWriter writer =
          repository.write(
              PointTags.LISTING_FILE.substring(1),
              point.host(),
              List.of(Repository.OURS, MENDING),
              OptionalLong.empty())) {
        try {
          Files.copy(kept.get(), writer.content());
        } catch (IOException e) {
          throw writer.failure(e);
        }
        Written written = writer.complete();
        brought.add(written.id());
      }
    }
    if (!brought.isEmpty()) {
      repository.forget(brought);
    }
  }

  private Result mended(
      Handling<RepairDestination> handling,
      DestinationView destination,
      Repository repository,
      Damage damage)
      throws ResticException, IOException, InterruptedException {
    Set<String> jobs =
        damage.hurt().stream().map(PointView::job).collect(Collectors.toCollection(TreeSet::new));
    jobs.retainAll(
        store.jobs().stream()
            .filter(j -> j.destination().equals(destination.destination()))
            .map(j -> j.job())
            .collect(Collectors.toSet()));
    handling.progress(1, 4, 0, "having " + jobs.size() + " jobs read their sources anew");
    Map<String, Ended> runs =
        children(handling, jobs.stream().map(j -> new RunBackup(j, null)).toList());
    handling.progress(2, 4, 0, "reading " + damage.hurt().size() + " restore points");
    Map<String, String> why = new TreeMap<>();
    List<PointView> readable = new ArrayList<>();
    for (PointView point : damage.hurt()) {
      Optional<String> lost = listingLost(repository, point);
      if (lost.isPresent()) {
        why.put(point.point(), lost.get());
      } else {
        readable.add(point);
      }
    }
    children(
            handling,
            readable.stream().map(p -> new RehearseRestore(p.point(), null, null)).toList())
        .forEach(
            (point, end) -> {
              if (!end.succeeded()) {
                why.put(point, end.message());
              }
            });
    handling.progress(3, 4, 0, "reading all of it again");
    Ended check =
        children(handling, List.of(new CheckDestination(destination.destination(), true)))
            .values()
            .iterator()
            .next();
    return told(handling, destination, damage, runs, why, check);
  }

  private Optional<String> listingLost(Repository repository, PointView point)
      throws IOException, InterruptedException {
    try {
      return listings.wholeInDestination(repository, point.listingSnapshot())
          ? Optional.empty()
          : Optional.of("its listing is not whole");
    } catch (ResticException e) {
      return Optional.of("its listing is lost: " + e.getMessage());
    }
  }

  /** Has commands done; how each ended, by what it is about. */
  private static <C extends Command> Map<String, Ended> children(
      Handling<?> handling, List<C> commands) throws InterruptedException {
    Map<String, C> byId = handling.fanOut(commands);
    Map<String, Ended> ended = handling.await(byId.keySet(), (id, end) -> {});
    Map<String, Ended> byName = new TreeMap<>();
    byId.forEach(
        (id, command) -> {
          Ended end = ended.get(id);
          if (end != null) {
            byName.put(command.about(), end);
          }
        });
    return byName;
  }

  private static Result told(
      Handling<?> handling,
      DestinationView destination,
      Damage damage,
      Map<String, Ended> runs,
      Map<String, String> why,
      Ended check) {
    List<String> mended =
        damage.hurt().stream().map(PointView::point).filter(p -> !why.containsKey(p)).toList();
    boolean sound = check.succeeded();
    handling.publish(
        new DestinationRepaired(
            destination.destination(),
            sound,
            List.copyOf(damage.packs()),
            List.copyOf(runs.keySet()),
            mended,
            List.copyOf(why.keySet()),
            why.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList()));
    Map<String, String> figures =
        Map.of(
            "destination", destination.destination(),
            "removed", String.join("\n", damage.packs()),
            "mended", String.join("\n", mended),
            "hurt", String.join("\n", why.keySet()),
            "sound", Boolean.toString(sound));
    String failedRuns =
        runs.entrySet().stream()
            .filter(e -> !e.getValue().succeeded())
            .map(e -> "; job " + e.getKey() + " gave nothing: " + e.getValue().message())
            .collect(Collectors.joining());
    String text =
        "destination %s: %d damaged packs were taken out, %d restore points are whole again%s"
            .formatted(destination.destination(), damage.packs().size(), mended.size(), failedRuns);
    if (why.isEmpty() && sound) {
      return Result.done(text, figures);
    }
    return Result.failed(
        FailureReason.NOT_VERIFIED,
        text
            + (why.isEmpty()
                ? "; and a check still finds: " + check.message()
                : "; these stay hurt, for nobody has any more what they lost: "
                    + String.join(", ", why.keySet())),
        figures);
  }
}
