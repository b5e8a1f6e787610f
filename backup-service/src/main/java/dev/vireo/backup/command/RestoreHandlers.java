package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.command.Places.Place;
import dev.vireo.backup.domain.job.PointId;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.HostFolders.Found;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.host.TarProgram;
import dev.vireo.backup.listing.Chosen;
import dev.vireo.backup.listing.Expected;
import dev.vireo.backup.listing.Listings;
import dev.vireo.backup.listing.MalformedListing;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.FilesRestored;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.VerifiedBy;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts files back, and finds out whether they could be. */
final class RestoreHandlers {

  /** Longer than a run that must be waited for usually takes. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private static final String PLACING = "placing";

  /** All that is in a folder. */
  private static final List<String> WHOLE = List.of(".");

  private final BackupStore store;
  private final Destinations destinations;
  private final Places places;
  private final Hosts hosts;
  private final Listings listings;

  RestoreHandlers(
      BackupStore store, Destinations destinations, Places places, Hosts hosts, Listings listings) {
    this.store = store;
    this.destinations = destinations;
    this.places = places;
    this.hosts = hosts;
    this.listings = listings;
  }

  /** What is restored, and from where. */
  record Subject(PointView point, Repository repository, Chosen chosen, Expected expected) {

    Restoration restoration(Handling<?> handling) {
      return new Restoration(handling, repository, point, chosen, expected);
    }
  }

  /** What is done with a subject. */
  interface Body {
    Result run(Subject subject)
        throws Problem,
            HostRefused,
            UnreachableException,
            ScriptBrokenException,
            InterruptedException;
  }

  /**
   * Does something with a restore point, for which there is a place at its destination.
   *
   * @param host which host it is restored to, for an operator
   */
  Result with(
      Handling<?> handling, String pointText, Chosen chosen, String host, VerifiedBy by, Body body)
      throws InterruptedException {
    PointView point = present(pointText);
    DestinationView destination = store.destination("point", point.destination());
    Optional<Place> place =
        places.shared(handling, destination.destination(), destination.atOnce(), PATIENCE);
    if (place.isEmpty()) {
      return Result.failed(
          FailureReason.BUSY,
          "destination " + destination.destination() + " is busy, also after hours; try again");
    }
    try (Place held = place.get()) {
      Repository repository = destinations.repository(destination);
      return body.run(new Subject(point, repository, chosen, expected(point, repository, chosen)));
    } catch (Problem p) {
      return failed(handling, point, by, p);
    } catch (HostRefused e) {
      return failed(handling, point, by, Problem.of(e));
    } catch (UnreachableException e) {
      return failed(handling, point, by, Problem.of(host, e));
    } catch (ScriptBrokenException e) {
      return failed(handling, point, by, Problem.of(host, e));
    }
  }

  /** A restore point that was not removed. */
  PointView present(String id) throws InterruptedException {
    PointView point = store.point("point", PointId.parse("point", id).text());
    if (point.expiredAt() != null) {
      throw new InvalidMessage(
          "point", "restore point " + point.point() + " was removed at " + point.expiredAt());
    }
    return point;
  }

  private Expected expected(PointView point, Repository repository, Chosen chosen)
      throws Problem, InterruptedException {
    Expected expected = new Expected(chosen);
    try {
      listings.read(repository, point.listingSnapshot(), expected);
    } catch (ResticException e) {
      throw Problem.of(e);
    } catch (MalformedListing e) {
      throw new Problem(
          BackupFailureCause.DESTINATION_DAMAGED,
          "restore point " + point.point() + ": " + e.getMessage(),
          "run CheckDestination with all data");
    } catch (IOException e) {
      throw new UncheckedIOException("the service's own folder cannot be used", e);
    }
    if (!expected.unknown().isEmpty()) {
      throw new InvalidMessage(
          "include",
          "restore point %s has no %s; vireo backup browse %s shows what it has"
              .formatted(point.point(), String.join(", ", expected.unknown()), point.point()));
    }
    if (!expected.withoutContent().isEmpty()) {
      throw new InvalidMessage(
          "include",
          "include the first names, too, of: " + String.join("; ", expected.withoutContent()));
    }
    return expected;
  }

  private static Result failed(Handling<?> handling, PointView point, VerifiedBy by, Problem p) {
    handling.publish(
        new RestoreFailed(
            point.job(),
            point.point(),
            by,
            p.failureCause(),
            String.valueOf(p.getMessage()),
            p.advice()));
    return Result.failed(
        p.reason(), p.text(), Map.of("point", point.point(), "cause", p.failureCause().name()));
  }

  Result restore(Handling<RestoreFiles> handling) throws InterruptedException {
    RestoreFiles c = handling.command();
    Source.Directory target = Source.Directory.parse("path", c.host() + ":" + c.path());
    Chosen chosen = Chosen.parse("include", c.include());
    if (DataFile.of(present(c.point()).guest()) != DataFile.TAR) {
      throw new InvalidMessage(
          "point", "the disks of its machine are not looked into; restore it whole (--as ID)");
    }
    return with(
        handling,
        c.point(),
        chosen,
        c.host(),
        VerifiedBy.RESTORE,
        subject -> {
          long began = System.nanoTime();
          HostFolders host = hosts.reach(c.host());
          Placing placing =
              Placing.of(target.path(), chosen, handling.idFor("restore").substring(0, 8));
          List<String> notes = List.of();
          if (!handling.intents().containsKey(PLACING)) {
            placing.mayBegin(host, c.replace());
            TarProgram tar = host.tar();
            placing.makeQuarantine(host);
            try {
              notes = subject.restoration(handling).unpack(host, tar, placing.quarantine(), WHOLE);
            } catch (Problem p) {
              placing.removeQuarantine(host);
              throw p;
            }
            handling.intend(List.of(new Journal.Intent(PLACING, placing.quarantine())));
          }
          handling.checkpoint("before-placing");
          List<String> kept = placing.place(host, handling::checkpoint);
          return restored(handling, subject, target, kept, notes, began);
        });
  }

  private static Result restored(
      Handling<RestoreFiles> handling,
      Subject subject,
      Source.Directory target,
      List<String> kept,
      List<String> notes,
      long began) {
    PointView point = subject.point();
    Expected expected = subject.expected();
    handling.publish(
        new FilesRestored(
            point.job(),
            point.point(),
            target.host(),
            target.path(),
            expected.files(),
            expected.bytes(),
            kept,
            notes));
    if (subject.chosen().all()) {
      handling.publish(verified(subject, VerifiedBy.RESTORE, began, null));
    }
    return Result.done(
        "%,d files of %,d bytes of restore point %s are in %s:%s, read back and as they were%s%s"
            .formatted(
                expected.files(),
                expected.bytes(),
                point.point(),
                target.host(),
                target.path(),
                kept.isEmpty() ? "" : "; what was there is kept as " + String.join(", ", kept),
                notes.isEmpty() ? "" : "; " + String.join("; ", notes)),
        Map.of(
            "point", point.point(),
            "files", Long.toString(expected.files()),
            "bytes", Long.toString(expected.bytes()),
            "kept", String.join("\n", kept)));
  }

  /**
   * What is said of a point that was read whole and as it was.
   *
   * @param started whether its guest was started and ran; null: it was not tried
   */
  static RestoreVerified verified(
      Subject subject, VerifiedBy by, long began, @Nullable Boolean started) {
    return new RestoreVerified(
        subject.point().job(),
        subject.point().point(),
        by,
        subject.expected().files(),
        subject.expected().bytes(),
        (System.nanoTime() - began) / 1_000_000,
        started);
  }

  Result rehearse(Handling<RehearseRestore> handling) throws InterruptedException {
    RehearseRestore c = handling.command();
    String hostName = c.host();
    String folder = c.folder();
    if ((hostName == null) != (folder == null)) {
      return Result.rejected(
          hostName == null ? "host" : "folder", "host and folder are given together or not at all");
    }
    Optional<Source.Directory> place =
        hostName == null || folder == null
            ? Optional.empty()
            : Optional.of(Source.Directory.parse("folder", hostName + ":" + folder));
    VerifiedBy by = place.isEmpty() ? VerifiedBy.READ : VerifiedBy.REHEARSAL;
    return with(
        handling,
        c.point(),
        new Chosen(List.of()),
        String.valueOf(hostName),
        by,
        subject -> {
          long began = System.nanoTime();
          if (place.isPresent()) {
            rehearsed(handling, subject, place.get());
          } else {
            subject.restoration(handling).check();
          }
          RestoreVerified verified = verified(subject, by, began, null);
          handling.publish(verified);
          return Result.done(
              "restore point %s is as it was backed up: %,d files of %,d bytes, %s"
                  .formatted(
                      verified.point(),
                      verified.files(),
                      verified.bytes(),
                      place.isEmpty()
                          ? "read from its destination"
                          : "restored on " + hostName + ", read back, and removed again"),
              Map.of(
                  "point", verified.point(),
                  "files", Long.toString(verified.files()),
                  "bytes", Long.toString(verified.bytes()),
                  "by", by.name()));
        });
  }

  private void rehearsed(Handling<?> handling, Subject subject, Source.Directory place)
      throws Problem,
          HostRefused,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    HostFolders host = hosts.reach(place.host());
    if (host.found(place.path()) == Found.NOTHING) {
      throw new InvalidMessage("folder", place.text() + " does not exist; make it first");
    }
    TarProgram tar = host.tar();
    String quarantine =
        place.path() + "/.vireo-rehearsal-" + handling.idFor("rehearsal").substring(0, 8);
    List<Step> remove = List.of(Step.of("remove", "rm", "-rf", "--", quarantine));
    changed(host, Placing.madeAnew(quarantine));
    try {
      subject.restoration(handling).unpack(host, tar, quarantine, WHOLE);
    } finally {
      changed(host, remove);
    }
  }

  private static void changed(HostFolders host, List<Step> steps)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> failed = host.change(steps);
    if (failed.isPresent()) {
      throw Placing.refused(host, failed.get());
    }
  }
}
