package dev.vireo.console.print;

import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupJobDefined;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.DestinationChecked;
import dev.vireo.bus.backup.DestinationDefined;
import dev.vireo.bus.backup.DestinationReady;
import dev.vireo.bus.backup.DestinationRepaired;
import dev.vireo.bus.backup.DestinationSpaceLow;
import dev.vireo.bus.backup.FilesRestored;
import dev.vireo.bus.backup.GuestRestored;
import dev.vireo.bus.backup.PruneHeldBack;
import dev.vireo.bus.backup.RehearsalsScheduled;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RestoreVerified;

/** What an event of backups says, in one line. */
final class BackupLine {

  private BackupLine() {}

  /** The line; empty for an event of another domain, or one that says no more than its type. */
  static String of(Event event) {
    return switch (event) {
      case DestinationDefined e -> e.url();
      case DestinationReady e ->
          "repository "
              + e.repository()
              + (e.made() ? ", made now" : "")
              + ", restic "
              + e.restic();
      case DestinationChecked e ->
          "%s, share %d of %d read%s"
              .formatted(
                  e.sound() ? "sound" : "DAMAGED: " + e.damaged().size() + " packs",
                  e.share(),
                  e.of(),
                  e.hurt().isEmpty() ? "" : "; hurt: " + String.join(", ", e.hurt()));
      case DestinationRepaired e ->
          "%d packs taken out, whole again: %s; hurt: %s; %s"
              .formatted(
                  e.removed().size(),
                  e.mended().isEmpty() ? "none" : String.join(", ", e.mended()),
                  e.hurt().isEmpty() ? "none" : String.join(", ", e.hurt()),
                  e.sound() ? "sound" : "DAMAGED");
      case RehearsalsScheduled e ->
          e.schedule() == null
              ? "no more"
              : "at %s %s, %s"
                  .formatted(
                      e.schedule(),
                      e.zone(),
                      e.host() == null ? "read" : "restored on " + e.host());
      case BackupsSummarised e ->
          "%s to %s: %s"
              .formatted(
                  e.from(),
                  e.to(),
                  e.good()
                      ? "all " + e.jobCount() + " jobs are well"
                      : e.jobs().stream().filter(j -> j.problem() != null).count()
                          + " of "
                          + e.jobCount()
                          + " jobs have a problem");
      case DestinationSpaceLow e ->
          Size.text(e.freeBytes()) + " free, " + Size.text(e.keepFreeBytes()) + " are kept free";
      case BackupJobDefined e ->
          e.source()
              + " to "
              + e.destination()
              + (e.schedule() == null ? ", by hand" : ", at " + e.schedule() + " " + e.zone());
      case BackupStarted e -> e.source() + " to " + e.destination();
      case BackupProgressed e ->
          Size.text(e.bytes()) + ", " + e.files() + " files, after " + e.seconds() + " s";
      case BackupCompleted e -> point(e.restorePoint());
      case BackupFailed e -> e.cause() + ": " + e.message() + "; " + e.advice();
      case BackupMissed e -> "the run of " + e.due() + ": " + e.why();
      case RestorePointImported e -> point(e.restorePoint());
      case RestorePointExpired e -> e.point();
      case RestorePointDamaged e -> e.point() + ": " + String.join(", ", e.packs());
      case PruneHeldBack e -> e.why();
      case FilesRestored e ->
          "%s: %d files to %s:%s".formatted(e.point(), e.files(), e.host(), e.path());
      case RestoreVerified e ->
          "%s: %d files are as they were, by %s%s"
              .formatted(
                  e.point(),
                  e.files(),
                  e.by(),
                  Boolean.TRUE.equals(e.started()) ? ", and the guest ran" : "");
      case GuestRestored e -> "%s is guest %s of %s".formatted(e.point(), e.guest(), e.host());
      case BackupLeftoverRemoved e -> e.guest() + ": " + e.what();
      case RestoreFailed e -> e.point() + ": " + e.cause() + ": " + e.message();
      default -> "";
    };
  }

  private static String point(RestorePoint p) {
    return "%s of %s: %d files, %s%s"
        .formatted(
            p.point(),
            p.at(),
            p.files(),
            Size.text(p.bytes()),
            p.muchSmaller() ? ", MUCH SMALLER than the one before" : "");
  }
}
