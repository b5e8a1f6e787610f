package dev.vireo.backup.command;

import dev.vireo.backup.command.RestoreHandlers.Subject;
import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.guest.EsxFolder;
import dev.vireo.backup.guest.GuestTool.Returned;
import dev.vireo.backup.guest.Return;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.listing.Chosen;
import dev.vireo.backup.projection.PointView;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestImage;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.backup.GuestRestored;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.VerifiedBy;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores guests whole, and finds out whether they could be. A guest comes back under an id that
 * no guest of the host has; nothing that is there is written over.
 */
final class GuestRestores {

  private static final Logger LOG = LoggerFactory.getLogger(GuestRestores.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Written down before the host is changed, and again when the data is whole there. */
  private static final String BEGUN = "guest-begun";

  private static final String WHOLE = "guest-whole";
  private static final int MARK = 8;

  private final RestoreHandlers restores;
  private final Hosts hosts;

  GuestRestores(RestoreHandlers restores, Hosts hosts) {
    this.restores = restores;
    this.hosts = hosts;
  }

  Result restore(Handling<RestoreGuest> handling) throws InterruptedException {
    RestoreGuest c = handling.command();
    String as = Source.Guest.checkedId("as", c.as());
    Optional<String> storage = Optional.ofNullable(c.storage()).map(GuestRestores::storage);
    PointView point = restores.present(c.point());
    GuestImage image = point.guest();
    if (image == null) {
      return Result.rejected(
          "point",
          "restore point " + point.point() + " is of a folder; restore it to one (--to HOST:PATH)");
    }
    String named = c.host();
    String host = named == null ? point.host() : named;
    return restores.with(
        handling,
        c.point(),
        new Chosen(List.of()),
        host,
        VerifiedBy.RESTORE,
        subject -> {
          HostGuests guests = hosts.guests(host);
          Optional<Lease> lease = handling.lease(Leftovers.lease(host, as), PATIENCE);
          if (lease.isEmpty()) {
            return Result.failed(
                FailureReason.BUSY, "somebody works on guest " + as + " of " + host + "; wait");
          }
          try (Lease held = lease.get()) {
            long began = System.nanoTime();
            Returned wanted =
                new Returned(image, as, storage, subject.expected().bytes(), false, mark(handling));
            List<String> notes = returned(handling, subject, guests, wanted);
            return restored(handling, subject, guests, image.kind(), as, notes, began);
          }
        });
  }

  private static String mark(Handling<?> handling) {
    return handling.idFor("restore").replace("-", "").substring(0, MARK);
  }

  private static String storage(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
      throw new MalformedValue(
          "storage", "a storage is called by letters, digits, '.', '_' and '-', such as local-lvm");
    }
    return text;
  }

  private static Result restored(
      Handling<?> handling,
      Subject subject,
      HostGuests guests,
      GuestKind kind,
      String as,
      List<String> notes,
      long began) {
    PointView point = subject.point();
    handling.publish(
        new GuestRestored(
            point.job(),
            point.point(),
            guests.name(),
            as,
            kind,
            subject.expected().bytes(),
            notes));
    handling.publish(RestoreHandlers.verified(subject, VerifiedBy.RESTORE, began, null));
    return Result.done(
        "restore point %s is guest %s of %s now, as it was backed up; it is not started%s"
            .formatted(
                point.point(),
                as,
                guests.name(),
                notes.isEmpty() ? "" : "; " + String.join("; ", notes)),
        Map.of(
            "point", point.point(),
            "host", guests.name(),
            "guest", as,
            "bytes", Long.toString(subject.expected().bytes())));
  }

  /** Makes the guest, or finds that a run before a crash had made it. */
  private static List<String> returned(
      Handling<?> handling, Subject subject, HostGuests guests, Returned wanted)
      throws Problem,
          HostRefused,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    Map<String, String> intents = handling.intents();
    if (intents.containsKey(BEGUN) && there(guests, wanted)) {
      if (!intents.containsKey(WHOLE)) {
        throw new Problem(
            BackupFailureCause.TARGET_REFUSED,
            "%s has a guest %s, which an earlier run of this command may have made in part"
                .formatted(guests.name(), wanted.as()),
            "look at it; destroy it, or restore under another id");
      }
      return List.of("the service was started again meanwhile");
    }
    ScriptOutcome seen = guests.lookBefore(wanted.image().kind(), wanted.as());
    Return plan = guests.returning(wanted, seen);
    handling.intend(List.of(new Journal.Intent(BEGUN, wanted.as())));
    return made(handling, subject, guests, wanted, plan, true);
  }

  private static boolean there(HostGuests guests, Returned wanted)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return guests.all().stream()
        .anyMatch(g -> guests.tool().isCalled(g, wanted.as()) && g.kind() == wanted.image().kind());
  }

  /**
   * Makes the guest.
   *
   * @param forGood whether it stays
   */
  private static List<String> made(
      Handling<?> handling,
      Subject subject,
      HostGuests guests,
      Returned wanted,
      Return plan,
      boolean forGood)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    boolean whole = false;
    List<String> notes = new ArrayList<>(plan.notes());
    try {
      change(guests, plan.before());
      Restoration restoration = subject.restoration(handling);
      switch (plan.into()) {
        case Return.Into.Folder(String path, List<String> names) ->
            notes.addAll(restoration.unpack(guests.folders(), guests.folders().tar(), path, names));
        case Return.Into.Program(Step program) -> restoration.feed(guests, program);
        case Return.Into.Datastore(EsxFolder folder) ->
            notes.addAll(restoration.place(guests, folder));
      }
      if (forGood) {
        handling.intend(List.of(new Journal.Intent(WHOLE, wanted.as())));
      }
      change(guests, plan.after());
      whole = true;
      return notes;
    } catch (HostRefused e) {
      throw Problem.of(e);
    } finally {
      if (!whole) {
        undo(guests, plan);
      }
    }
  }

  /** What cannot be taken away now is ours by its name, and a sweep finds it. */
  private static void undo(HostGuests guests, Return plan) throws InterruptedException {
    try {
      change(guests, plan.undo());
    } catch (Problem | UnreachableException | ScriptBrokenException e) {
      LOG.warn(
          "{}: what a restore began stays until it is swept: {}", guests.name(), e.getMessage());
    }
  }

  private static void change(HostGuests guests, List<Step> steps)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> failed = guests.change(steps);
    if (failed.isPresent()) {
      throw new Problem(
          BackupFailureCause.TARGET_REFUSED,
          guests.name() + ": " + failed.get(),
          "see what the host says of it");
    }
  }

  /** A rehearsal: of a folder, or by reading alone, as ever; of a guest as a guest. */
  Result rehearse(Handling<RehearseRestore> handling) throws InterruptedException {
    RehearseRestore c = handling.command();
    PointView point = restores.present(c.point());
    GuestImage image = point.guest();
    String host = c.host();
    if (image == null || (host == null && c.folder() == null)) {
      return restores.rehearse(handling);
    }
    if (host == null || c.folder() != null) {
      return Result.rejected(
          "folder", "a guest is rehearsed as a guest of a host, and in no folder (--on HOST)");
    }
    return restores.with(
        handling,
        c.point(),
        new Chosen(List.of()),
        host,
        VerifiedBy.REHEARSAL,
        subject -> rehearsed(handling, subject, image, host));
  }

  private Result rehearsed(
      Handling<RehearseRestore> handling, Subject subject, GuestImage image, String host)
      throws Problem,
          HostRefused,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    HostGuests guests = hosts.guests(host);
    String mark = mark(handling);
    ScriptOutcome first = guests.lookBefore(image.kind(), "vireo-rehearsal-" + mark);
    String id = guests.tool().rehearsalId(image.kind(), mark, first);
    Optional<Lease> lease = handling.lease(Leftovers.lease(host, id), PATIENCE);
    if (lease.isEmpty()) {
      return Result.failed(
          FailureReason.BUSY, "somebody works on guest " + id + " of " + host + "; try again");
    }
    try (Lease held = lease.get()) {
      new Leftovers(hosts).removeOf(handling, guests, id);
      long began = System.nanoTime();
      Returned wanted =
          new Returned(image, id, Optional.empty(), subject.expected().bytes(), true, mark);
      Return plan = guests.returning(wanted, guests.lookBefore(image.kind(), id));
      made(handling, subject, guests, wanted, plan, false);
      Problem problem = tried(guests, image.kind(), id);
      if (problem != null) {
        throw problem;
      }
      handling.publish(RestoreHandlers.verified(subject, VerifiedBy.REHEARSAL, began, true));
      return Result.done(
          "restore point %s is as it was backed up, %,d bytes; as guest %s of %s it was started, ran, and was destroyed again"
              .formatted(subject.point().point(), subject.expected().bytes(), id, host),
          Map.of(
              "point", subject.point().point(),
              "bytes", Long.toString(subject.expected().bytes()),
              "by", VerifiedBy.REHEARSAL.name(),
              "started", "true"));
    }
  }

  /** Starts it and destroys it; what kept it from running. */
  private static @Nullable Problem tried(HostGuests guests, GuestKind kind, String id)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> failed;
    try {
      failed = guests.change(List.of(guests.tool().trial(kind, id)));
    } finally {
      change(guests, guests.tool().destroy(kind, id));
    }
    return failed
        .map(
            said ->
                new Problem(
                    BackupFailureCause.NOT_VERIFIED,
                    guests.name()
                        + ": all of it came back as it was backed up, and it does not start: "
                        + said,
                    "see whether this host can start such a guest at all; try another one"))
        .orElse(null);
  }
}
