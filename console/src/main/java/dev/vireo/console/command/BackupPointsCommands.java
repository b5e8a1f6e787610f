package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Size;
import dev.vireo.console.print.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is to be restored, and what became of runs. */
final class BackupPointsCommands {

  private BackupPointsCommands() {}

  private static Map<String, String> query(@Nullable String job, boolean all) {
    Map<String, String> query = new HashMap<>();
    if (job != null) {
      query.put("job", job);
    }
    if (all) {
      query.put("expired", "true");
    }
    return query;
  }

  /** {@code vireo backup points}. */
  @Command(
      name = "points",
      description = {
        "Restore points, the latest first. One is good when it was VERIFIED: read back since,"
            + " whole,",
        "and found to be what was backed up."
      })
  static final class Points extends Task {

    @Option(names = "--job", paramLabel = "JOB", description = "One job; all if not given.")
    private @Nullable String job;

    @Option(names = "--expired", description = "Those that were removed, too.")
    private boolean expired;

    @Override
    Exit run(Console console) {
      JsonNode all = console.ask(Domain.BACKUP).get("/backup/points", query(job, expired));
      console.answer(all, paper -> page(rows(all), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> all, Paper paper) {
      if (all.isEmpty()) {
        paper.line("No restore point is known. To make one: vireo backup run JOB");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("point", field("point"))
              .text("job", field("job"))
              .text("at", row -> Cells.time(row, "at"))
              .number("files", field("files"))
              .number("size", row -> Size.text(row.path("bytes")))
              .word("state", Points::state)
              .id("source", field("source")),
          all);
    }

    private static String state(JsonNode row) {
      if (!text(row, "expiredAt").isEmpty()) {
        return "REMOVED";
      }
      String by = text(row, "verifiedBy");
      return text(row, "state")
          + (text(row, "state").equals("VERIFIED") && !by.isEmpty() ? " by " + by : "")
          + (row.path("muchSmaller").asBoolean() ? ", much smaller" : "");
    }
  }

  /** {@code vireo backup runs}. */
  @Command(name = "runs", description = "Runs of jobs, the latest first, and why some failed.")
  static final class Runs extends Task {

    @Option(names = "--job", paramLabel = "JOB", description = "One job; all if not given.")
    private @Nullable String job;

    @Override
    Exit run(Console console) {
      JsonNode all = console.ask(Domain.BACKUP).get("/backup/runs", query(job, false));
      console.answer(all, paper -> page(rows(all), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> all, Paper paper) {
      if (all.isEmpty()) {
        paper.line("No job has run.");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("began", row -> Cells.time(row, "began"))
              .text("job", field("job"))
              .word("state", field("state"))
              .text("point", field("point"))
              .number("added", row -> Size.text(row.path("addedBytes")))
              .text("why", Runs::why),
          all);
    }

    private static String why(JsonNode row) {
      return text(row, "cause").isEmpty() ? "" : text(row, "cause") + ": " + text(row, "message");
    }
  }

  /** {@code vireo backup browse}. */
  @Command(
      name = "browse",
      description = {
        "What a restore point holds, read from its destination where it is not known yet.",
        "With --find also over all restore points of a job: which of them have such a file."
      })
  static final class Browse extends Task {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "POINT",
        description = "The restore point.")
    private @Nullable String point;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "FOLDER",
        description = "A folder in it; the uppermost if not given.")
    private @Nullable String folder;

    @Option(
        names = "--find",
        paramLabel = "GLOB",
        description = "Names or paths that match, in all folders: *.conf, etc/host?")
    private @Nullable String find;

    @Option(names = "--job", paramLabel = "JOB", description = "With --find: in all of its points.")
    private @Nullable String job;

    @Override
    Exit run(Console console) {
      if ((point == null) == (job == null) || (job != null && find == null)) {
        throw dev.vireo.console.Trouble.refused(
            "Which restore point?", "give POINT, or --job JOB with --find GLOB");
      }
      Map<String, String> query = new HashMap<>();
      put(query, "folder", folder);
      put(query, "find", find);
      put(query, "job", job);
      JsonNode all =
          console
              .ask(Domain.BACKUP)
              .get(point == null ? "/backup/files" : "/backup/points/" + point + "/files", query);
      console.answer(all, paper -> page(rows(all), paper, point == null));
      return Exit.DONE;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
      if (value != null) {
        query.put(name, value);
      }
    }

    private static void page(List<JsonNode> all, Paper paper, boolean many) {
      if (all.isEmpty()) {
        paper.line("Nothing of that name is in it.");
        return;
      }
      Table<JsonNode> table = new Table<>();
      if (many) {
        table.text("point", field("point")).text("at", row -> Cells.time(row, "at"));
      }
      paper.table(
          table
              .text("type", field("type"))
              .text("mode", field("mode"))
              .number("size", row -> Size.text(row.path("size")))
              .text("changed", row -> Cells.time(row, "changed"))
              .id("path", field("path")),
          all);
    }
  }
}
