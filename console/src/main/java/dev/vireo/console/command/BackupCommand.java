package dev.vireo.console.command;

import dev.vireo.bus.Command;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.console.Exit;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo backup}. */
@picocli.CommandLine.Command(
    name = "backup",
    description = {
      "Backups that restore: destinations, jobs, restore points, and whether these are good.",
      "diagnose TARGET without --from is answered by the ./vireo script itself."
    },
    subcommands = {
      BackupDiagnoseCommand.class,
      BackupDestinationsCommand.class,
      BackupJobsCommand.class,
      BackupCommand.Run.class,
      BackupCommand.Cancel.class,
      BackupPointsCommands.Runs.class,
      BackupPointsCommands.Points.class,
      BackupPointsCommands.Browse.class,
      BackupRestoreCommands.Restore.class,
      BackupRestoreCommands.Rehearse.class,
      BackupRehearsalsCommand.class,
      BackupCommand.Check.class,
      BackupCommand.Repair.class,
      BackupCommand.Sweep.class,
      BackupCommand.Prune.class,
      BackupCommand.Summary.class
    })
final class BackupCommand extends Group {

  /** Gives a command and shows how it ended. */
  static Exit give(Console console, WaitOptions wait, Command command) {
    return new Delivery(console, wait)
        .give(command, Set.of(), (outcome, heard) -> Result.show(console, outcome, heard));
  }

  /** {@code vireo backup run}. */
  @picocli.CommandLine.Command(
      name = "run",
      description = "Makes a restore point of a job now, whatever its schedule and window.")
  static final class Run extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new RunBackup(job, null));
    }
  }

  /** {@code vireo backup cancel}. */
  @picocli.CommandLine.Command(
      name = "cancel",
      description = "Stops the run of a job that goes on; it makes no restore point.")
  static final class Cancel extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new CancelBackup(job));
    }
  }

  /** {@code vireo backup check}. */
  @picocli.CommandLine.Command(
      name = "check",
      description = {
        "Checks a destination: that all is there, and that what is read is as it was written.",
        "A share of its data is read each time, the next one at the next time; --all reads all of"
            + " it.",
        "Ends with 1 where something is damaged, and names the restore points that it hurts."
      })
  static final class Check extends Task {

    @Parameters(paramLabel = "DESTINATION", description = "The destination.")
    private String destination = "";

    @Option(names = "--all", description = "Read all of its data now.")
    private boolean all;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new CheckDestination(destination, all));
    }
  }

  /** {@code vireo backup sweep}. */
  @picocli.CommandLine.Command(
      name = "sweep",
      description = {
        "Takes away what backups and restores of ours that were cut short have left on a host:",
        "snapshots, a guest that stands still, half of a guest. Nothing else is touched, nor what",
        "belongs to a run that goes on. A run does so by itself, for its own guest."
      })
  static final class Sweep extends Task {

    @Parameters(paramLabel = "HOST", description = "The host, by its registered name.")
    private String host = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new SweepBackupLeftovers(host));
    }
  }

  /** {@code vireo backup repair}. */
  @picocli.CommandLine.Command(
      name = "repair",
      description = {
        "Mends a damaged destination with what the sources can still give: damaged packs are taken"
            + " out,",
        "the jobs whose restore points they hurt are run again, and each of these points is read"
            + " whole.",
        "Ends with 1 where some stay hurt, and names them."
      })
  static final class Repair extends Task {

    @Parameters(paramLabel = "DESTINATION", description = "The destination.")
    private String destination = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new RepairDestination(destination));
    }
  }

  /** {@code vireo backup summary}. */
  @picocli.CommandLine.Command(
      name = "summary",
      description = {
        "Sums up now what became of backups in the last 24 hours, as an event and, where a mail"
            + " server",
        "is configured, as a mail; the service does so once a day by itself."
      })
  static final class Summary extends Task {

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new SummariseBackups(null));
    }
  }

  /** {@code vireo backup prune}. */
  @picocli.CommandLine.Command(
      name = "prune",
      description = {
        "Removes the restore points of a job that its retention does not keep.",
        "The newest, the newest verified and the newest whole one always stay."
      })
  static final class Prune extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Option(
        names = "--accept-smaller",
        description = "Also where the newest restore point is much smaller than the one before it.")
    private boolean acceptSmaller;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return give(console, wait, new PruneRestorePoints(job, acceptSmaller));
    }
  }
}
