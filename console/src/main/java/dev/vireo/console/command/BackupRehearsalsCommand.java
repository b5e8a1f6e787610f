package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.console.Exit;
import dev.vireo.console.command.BackupRestoreCommands.Place;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo backup rehearsals}. */
@Command(
    name = "rehearsals",
    description = "When it is found out by itself whether the newest restore point is good.",
    subcommands = {
      BackupRehearsalsCommand.Schedule.class,
      BackupRehearsalsCommand.ListAll.class,
      BackupRehearsalsCommand.End.class
    })
final class BackupRehearsalsCommand extends Group {

  /** {@code vireo backup rehearsals schedule}. */
  @Command(
      name = "schedule",
      description = "Has the newest restore point of a job rehearsed again and again.")
  static final class Schedule extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Option(
        names = "--schedule",
        required = true,
        paramLabel = "CRON",
        description = "When: minute, hour, day of month, month, day of week, as '0 12 * * 0'.")
    private String schedule = "";

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The time zone of it, such as Asia/Tokyo; UTC if not given.")
    private @Nullable String zone;

    @Option(
        names = "--on",
        paramLabel = "HOST[:FOLDER]",
        description =
            "Restore it in a folder of its own there; if not given it is read, and written"
                + " nowhere.")
    private @Nullable String on;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (on == null || on.indexOf(':') < 0) {
        return BackupCommand.give(
            console, wait, new ScheduleRehearsals(job, schedule, zone, on, null));
      }
      Place place = Place.parse("--on", on);
      return BackupCommand.give(
          console, wait, new ScheduleRehearsals(job, schedule, zone, place.host(), place.path()));
    }
  }

  /** {@code vireo backup rehearsals list}. */
  @Command(name = "list", description = "Jobs whose newest restore point is rehearsed by itself.")
  static final class ListAll extends Task {

    @Override
    Exit run(Console console) {
      JsonNode all = console.ask(Domain.BACKUP).get("/backup/rehearsals", Map.of());
      console.answer(all, paper -> page(rows(all), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> all, Paper paper) {
      if (all.isEmpty()) {
        paper.line("None is. To have it: vireo backup rehearsals schedule JOB --schedule CRON");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("job", field("job"))
              .text("schedule", row -> text(row, "schedule") + " " + text(row, "zone"))
              .text("how", ListAll::how),
          all);
    }

    private static String how(JsonNode row) {
      String host = text(row, "host");
      return host.isEmpty() ? "read" : "restored on " + (host + " " + text(row, "folder")).strip();
    }
  }

  /** {@code vireo backup rehearsals end}. */
  @Command(name = "end", description = "Ends the rehearsals of a job.")
  static final class End extends Task {

    @Parameters(paramLabel = "JOB", description = "The job.")
    private String job = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return BackupCommand.give(console, wait, new ScheduleRehearsals(job, null, null, null, null));
    }
  }
}
