package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.command.RunBackupHandler.Asked;
import dev.vireo.backup.domain.job.PointId;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.guest.Guest;
import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.host.TarProgram;
import dev.vireo.backup.listing.ListingReader.Listing;
import dev.vireo.backup.listing.ListingWriter;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.JobView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.Snapshot;
import dev.vireo.backup.restic.SnapshotWriter;
import dev.vireo.backup.restic.Workspace;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.backup.DestinationSpaceLow;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.kit.Handling;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a restore point, from the look at the source to the listing that commits it. */
final class OneBackup {

  private static final Logger LOG = LoggerFactory.getLogger(OneBackup.class);
  private static final long MIB = 1L << 20;
  private static final int MARK = 8;

  private final BackupStore store;
  private final Destinations destinations;
  private final Workspace workspace;
  private final Hosts hosts;
  private final Points points;
  private final Leftovers leftovers;

  OneBackup(
      BackupStore store,
      Destinations destinations,
      Workspace workspace,
      Hosts hosts,
      Points points,
      Leftovers leftovers) {
    this.store = store;
    this.destinations = destinations;
    this.workspace = workspace;
    this.hosts = hosts;
    this.points = points;
    this.leftovers = leftovers;
  }

  /**
   * What was made.
   *
   * @param addedBytes what the destination grew by; empty where an earlier run of the same command
   *     had stored it
   * @param took likewise
   */
  record Made(RestorePoint point, OptionalLong addedBytes, Optional<Duration> took) {}

  /**
   * Makes the point.
   *
   * @param again whether an attempt of this run was made before
   */
  Made make(Asked asked, boolean again) throws Problem, InterruptedException {
    PointId point = PointId.of(asked.handling().idFor("restore point"));
    Repository repository = destinations.repository(asked.destination());
    String host = asked.source().host();
    try {
      if (again || asked.handling().resumed()) {
        Optional<RestorePoint> whole = stored(asked, point, repository);
        if (whole.isPresent()) {
          return new Made(whole.get(), OptionalLong.empty(), Optional.empty());
        }
      }
      room(asked, repository);
      Reading reading = reading(asked, point);
      asked.handling().checkpoint("before-data");
      return made(asked, point, repository, reading, again || asked.handling().resumed());
    } catch (ResticException e) {
      throw released(asked, Problem.of(e));
    } catch (HostRefused e) {
      throw released(asked, Problem.of(e));
    } catch (UnreachableException e) {
      throw Problem.of(host, e);
    } catch (ScriptBrokenException e) {
      throw released(asked, Problem.of(host, e));
    } catch (Problem e) {
      throw released(asked, e);
    }
  }

  /**
   * Sees to it that a guest is as it was after a reading that failed. The reading's own program
   * does that; where it died with its connection, nobody else would until the next run.
   */
  private Problem released(Asked asked, Problem why) throws InterruptedException {
    if (asked.source() instanceof Source.Guest source) {
      try {
        leftovers.removeOf(asked.handling(), hosts.guests(source.host()), source.id());
      } catch (HostRefused | UnreachableException | ScriptBrokenException e) {
        LOG.warn(
            "what a reading of {} may have left stays until its next run, or until it is swept: {}",
            source.text(),
            e.getMessage());
      }
    }
    return why;
  }

  /** Finds the source on its host, and how it is read. */
  private Reading reading(Asked asked, PointId point)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return switch (asked.source()) {
      case Source.Directory folder -> {
        HostFolders folders = hosts.reach(folder.host());
        TarProgram tar = folders.lookAt(folder);
        if (folders.holds(
            folder.path(), destinations.repository(asked.destination()).configFile())) {
          throw intoItself(asked);
        }
        yield new FolderReading(folders, tar, folder.path());
      }
      case Source.Guest source -> {
        HostGuests guests = hosts.guests(source.host());
        // A reading before this one may have been cut short: this one must not begin from there.
        leftovers.removeOf(asked.handling(), guests, source.id());
        Guest guest = guests.one(source);
        yield new GuestReading(
            guests,
            guest,
            guests.taking(
                guest, Optional.ofNullable(asked.job().mode()), point.text().substring(0, MARK)));
      }
    };
  }

  /** A folder with its own destination in it would grow by itself at each run. */
  private static HostRefused intoItself(Asked asked) {
    return new HostRefused(
        BackupFailureCause.SOURCE_UNREADABLE,
        "%s has its own destination %s (%s) in it, which would be backed up into itself"
            .formatted(
                asked.source().text(),
                asked.destination().destination(),
                asked.destination().url()),
        "move the destination, or back up folders beside it");
  }

  /** What an earlier run had stored whole; what it had stored in part is removed. */
  private Optional<RestorePoint> stored(Asked asked, PointId point, Repository repository)
      throws ResticException, InterruptedException {
    List<Snapshot> there = repository.snapshots(PointTags.pointTag(point));
    Optional<Snapshot> listing = PointTags.ofKind(there, PointTags.LISTING);
    if (listing.isPresent()) {
      Optional<Listing> read = points.listing(repository, listing.get().id());
      if (read.isPresent()
          && there.stream().anyMatch(s -> s.id().equals(read.get().head().dataSnapshot()))) {
        return Optional.of(Points.point(read.get(), asked.job().destination(), listing.get().id()));
      }
    }
    sweep(repository, there);
    return Optional.empty();
  }

  static void sweep(Repository repository, List<Snapshot> parts) throws InterruptedException {
    try {
      repository.forget(
          parts.stream().map(Snapshot::id).collect(Collectors.toCollection(TreeSet::new)));
    } catch (ResticException e) {
      // They count for nothing where they are, and the next prune takes them.
      LOG.warn("parts of a run that was cut short stay for now: {}", e.getMessage());
    }
  }

  private static void room(Asked asked, Repository repository) throws Problem {
    OptionalLong free = repository.freeBytes();
    long keep = asked.destination().keepFreeMiB() * MIB;
    if (free.isPresent() && free.getAsLong() < keep) {
      asked
          .handling()
          .publish(
              new DestinationSpaceLow(asked.destination().destination(), free.getAsLong(), keep));
      throw new Problem(
          BackupFailureCause.DESTINATION_FULL,
          "destination %s (%s) has %,d MiB free, and %,d MiB are kept free there"
              .formatted(
                  asked.destination().destination(),
                  asked.destination().url(),
                  free.getAsLong() / MIB,
                  keep / MIB),
          "make room, or prune restore points");
    }
  }

  private Made made(
      Asked asked, PointId point, Repository repository, Reading reading, boolean again)
      throws Problem,
          ResticException,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    JobView job = asked.job();
    Integer upload = job.uploadKiBPerSecond();
    Optional<PointView> before = store.lastGood(job.job(), asked.source().text());
    try (ListingWriter listing = new ListingWriter(workspace.temporaryFile())) {
      Instant at = Instant.now();
      try (SnapshotWriter writer =
              repository.write(
                  reading.file().fileName(),
                  reading.host(),
                  PointTags.of(point, job.job(), PointTags.DATA),
                  upload == null ? OptionalLong.empty() : OptionalLong.of(upload));
          Sending sending = new Sending(reading, reading.open(), writer, listing)) {
        Sending.Sent sent = sending.send(watch(asked, before.map(PointView::bytes)));
        refuseEmptied(asked, sent, before);
        return new PointCommit(asked, point, repository, reading, again)
            .make(new PointCommit.Passed(at, sent, before, listing), writer);
      }
    } catch (IOException e) {
      throw new Problem(
          BackupFailureCause.ENGINE,
          "the service's own folder cannot be used: " + e.getMessage(),
          "see that it has room");
    }
  }

  /** Nothing of it is stored yet. */
  private static void refuseEmptied(Asked asked, Sending.Sent sent, Optional<PointView> before)
      throws Problem {
    if (sent.end().files() == 0 && before.filter(b -> b.files() > 0).isPresent()) {
      throw new Problem(
          BackupFailureCause.SOURCE_EMPTY,
          asked.source().text()
              + " holds no file any more; the last restore point has "
              + before.get().files(),
          "mount what should be there; an empty restore point is not made");
    }
  }

  /** Says how far it is, at most once a second, and whether it shall go on. */
  private static Sending.Watch watch(Asked asked, Optional<Long> expected) {
    Handling<?> handling = asked.handling();
    long began = System.nanoTime();
    long[] told = {-1};
    return (bytes, files) -> {
      asked.mayGoOn();
      handling.checkpoint("sending");
      long seconds = (System.nanoTime() - began) / 1_000_000_000;
      if (seconds > told[0]) {
        told[0] = seconds;
        handling.publish(
            new BackupProgressed(
                asked.job().job(), asked.runId(), files, bytes, expected.orElse(null), seconds));
      }
    };
  }
}
