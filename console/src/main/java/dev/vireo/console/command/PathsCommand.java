package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo paths}. */
@Command(
    name = "paths",
    description = "Devices and their paths, as last read; dead paths are listed one by one.")
final class PathsCommand extends Task {

  @Option(names = "--host", paramLabel = "NAME", description = "One host, with all its paths.")
  private @Nullable String host;

  @Option(
      names = "--select",
      paramLabel = "SELECTOR",
      description = "Hosts; all if neither is given.")
  private @Nullable String select;

  @Option(names = "--scan", description = "Read the hosts afresh first.")
  private boolean scan;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    if (host != null && select != null) {
      throw Trouble.refused("Both --host and --select are given", "give one of them");
    }
    if (!scan) {
      show(console, Map.of());
      return Exit.DONE;
    }
    return new Delivery(console, wait)
        .give(
            host != null
                ? new ScanHostPaths(HostNames.require(host))
                : new ScanPaths(select == null ? "all" : select),
            Set.of(PathsScanned.class),
            (outcome, heard) -> {
              if (outcome instanceof CommandRejected
                  || (heard.bodies(PathsScanned.class).isEmpty()
                      && !(outcome instanceof CommandSucceeded))) {
                return Result.show(console, outcome, heard);
              }
              show(console, readAt(heard));
              Result.complain(console, outcome, heard);
              return Outcomes.exit(outcome);
            });
  }

  private static Map<String, Instant> readAt(Heard heard) {
    Map<String, Instant> readAt = new HashMap<>();
    heard.bodies(PathsScanned.class).stream()
        .filter(each -> !each.devices().isEmpty())
        .forEach(each -> readAt.put(each.host(), each.readAt()));
    return readAt;
  }

  private void show(Console console, Map<String, Instant> atLeast) {
    Map<String, String> query = new HashMap<>();
    query.put("host", host == null ? "" : host);
    query.put("select", select == null ? "" : select);
    JsonNode devices =
        console
            .ask(Domain.MULTIPATH)
            .getSettled("/devices", query, shown -> isSince(shown, atLeast));
    console.answer(devices, paper -> page(rows(devices), paper));
  }

  /** Whether the view has come as far as these reads. */
  static boolean isSince(JsonNode devices, Map<String, Instant> atLeast) {
    Map<String, Instant> missing = new HashMap<>(atLeast);
    for (JsonNode device : devices) {
      Instant wanted = missing.get(text(device, "host"));
      // Databases keep microseconds, so the last digits may differ.
      if (wanted != null
          && instant(text(device, "readAt")).toEpochMilli() >= wanted.toEpochMilli() - 1) {
        missing.remove(text(device, "host"));
      }
    }
    return missing.isEmpty();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private record PathRow(JsonNode device, JsonNode path) {}

  private void page(List<JsonNode> devices, Paper paper) {
    if (devices.isEmpty()) {
      paper.line("No devices are known. To read the hosts: vireo paths --scan");
      return;
    }
    paper.table(
        new Table<JsonNode>()
            .text("host", field("host"))
            .id("device", field("id"))
            .text("vendor", field("vendor"))
            .text("model", field("model"))
            .text("plugin", field("plugin"))
            .text("array type", field("satp"))
            .text("policy", field("psp"))
            .text("settings", field("config"))
            .text("paths", PathsCommand::counts, PathsCommand::style),
        devices);
    List<PathRow> paths = new ArrayList<>();
    for (JsonNode device : devices) {
      for (JsonNode path : device.path("paths")) {
        if (host != null || isDead(path)) {
          paths.add(new PathRow(device, path));
        }
      }
    }
    if (!paths.isEmpty()) {
      paper.gap().line(host != null ? "Paths" : "Dead paths", Style.HEAD).table(table(), paths);
    }
  }

  private static Table<PathRow> table() {
    return new Table<PathRow>()
        .text("host", row -> text(row.device, "host"))
        .id("device", row -> text(row.device, "id"))
        .text("path", row -> text(row.path, "name"))
        .word("state", row -> text(row.path, "state"))
        .text("transport", row -> text(row.path, "transport"))
        .text("group", row -> text(row.path, "group"))
        .text("", row -> isDead(row.path) ? "<- dead" : " ", row -> Style.BAD);
  }

  private static boolean isDead(JsonNode path) {
    return text(path, "state").equalsIgnoreCase("DEAD");
  }

  /** {@code 4: 2 active, 1 standby, 1 dead}. */
  static String counts(JsonNode device) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode path : device.path("paths")) {
      counts.merge(text(path, "state").toLowerCase(java.util.Locale.ROOT), 1, Integer::sum);
    }
    List<String> words = new ArrayList<>();
    counts.forEach((state, count) -> words.add(count + " " + state));
    return device.path("paths").size() + (words.isEmpty() ? "" : ": " + String.join(", ", words));
  }

  private static Style style(JsonNode device) {
    return rows(device.path("paths")).stream().anyMatch(PathsCommand::isDead)
        ? Style.BAD
        : Style.PLAIN;
  }
}
