package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo backup jobs}. */
@Command(
    name = "jobs",
    description = "What is backed up to where, and when.",
    subcommands = {
      BackupJobsCommand.Add.class,
      BackupJobsCommand.ListAll.class,
      BackupJobsCommand.Remove.class
    })
final class BackupJobsCommand extends Group {

  /** {@code vireo backup jobs add}. */
  @Command(
      name = "add",
      description = "Defines a job; replaces one of that name, whose restore points stay its own.")
  static final class Add extends Task {

    @Parameters(paramLabel = "NAME", description = "The name it shall have.")
    private String name = "";

    @Option(
        names = "--destination",
        required = true,
        paramLabel = "NAME",
        description = "Where it is kept.")
    private String destination = "";

    @Option(
        names = "--source",
        required = true,
        paramLabel = "SOURCE",
        description = {
          "What is backed up: dir:HOST:PATH, a folder of a registered host with all that is in it;",
          "container:HOST:ID or vm:HOST:ID, a guest; or container:, vm: or guest:SELECTOR, all",
          "guests that it names when the job runs: guest~'web*', vmid=101, kind=vm, and all that",
          "hosts are selected by."
        })
    private String source = "";

    @Option(
        names = "--schedule",
        paramLabel = "CRON",
        description =
            "When: minute, hour, day of month, month, day of week, as '30 2 * * *'; by hand only if"
                + " not given.")
    private @Nullable String schedule;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The time zone of all of these, such as Asia/Tokyo; UTC if not given.")
    private @Nullable String zone;

    @Option(
        names = "--window",
        paramLabel = "FROM-TO[,stop]",
        description = "When scheduled runs may be made: 22:00-06:00; always if not given.")
    private @Nullable String window;

    @Option(
        names = "--retention",
        paramLabel = "few|more|many|LIST",
        description =
            "Which restore points are kept; a list as daily=7,weekly=4; all if not given.")
    private @Nullable String retention;

    @Option(
        names = "--make-up",
        paramLabel = "MINUTES",
        description = "How late a scheduled run may still begin; 60 if not given.")
    private @Nullable Integer makeUp;

    @Option(
        names = "--attempts",
        paramLabel = "N",
        description = "How often a run is tried where the cause may pass; 3 if not given.")
    private @Nullable Integer attempts;

    @Option(
        names = "--limit-upload",
        paramLabel = "KIB",
        description = "The most that is sent to the destination, in KiB a second.")
    private @Nullable Integer limitUpload;

    @Option(
        names = "--mode",
        paramLabel = "stop|suspend|snapshot|live",
        description =
            "What becomes of guests while they are read; snapshot if not given, suspend with plain"
                + " LXC.")
    private @Nullable GuestMode mode;

    @Option(
        names = "--pre-script",
        paramLabel = "NAME",
        description =
            "What the host runs before, by the name of a file in the service's folder of scripts.")
    private @Nullable String preScript;

    @Option(
        names = "--post-script",
        paramLabel = "NAME",
        description = "What the host runs afterwards, whatever came of the run.")
    private @Nullable String postScript;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return BackupCommand.give(
          console,
          wait,
          new DefineBackupJob(
              name,
              destination,
              source,
              schedule,
              zone,
              window,
              retention,
              makeUp,
              attempts,
              limitUpload,
              mode,
              preScript,
              postScript));
    }
  }

  /** {@code vireo backup jobs list}. */
  @Command(name = "list", description = "Jobs that are defined.")
  static final class ListAll extends Task {

    @Override
    Exit run(Console console) {
      JsonNode all = console.ask(Domain.BACKUP).get("/backup/jobs", Map.of());
      console.answer(all, paper -> page(rows(all), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> all, Paper paper) {
      if (all.isEmpty()) {
        paper.line("No job is defined. To define one: vireo backup jobs add");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("job", field("job"))
              .id("source", field("source"))
              .text("destination", field("destination"))
              .text("schedule", ListAll::schedule)
              .text("retention", field("retention"))
              .word("now", row -> text(row, "running").isEmpty() ? "idle" : "running"),
          all);
    }

    private static String schedule(JsonNode row) {
      String cron = text(row, "schedule");
      return cron.isEmpty()
          ? "by hand"
          : (cron + " " + text(row, "zone") + " " + text(row, "window")).strip();
    }
  }

  /** {@code vireo backup jobs remove}. */
  @Command(name = "remove", description = "Ends a job; its restore points stay.")
  static final class Remove extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return BackupCommand.give(console, wait, new RemoveBackupJob(job));
    }
  }
}
