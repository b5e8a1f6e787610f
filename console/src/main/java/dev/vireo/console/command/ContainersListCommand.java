package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.ScanHostContainers;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo containers list}. */
@Command(name = "list", description = "Lists containers, as last read and changed since.")
final class ContainersListCommand extends Task {

  @Option(names = "--host", paramLabel = "NAME", description = "One host.")
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
      show(console);
      return Exit.DONE;
    }
    return new Delivery(console, wait)
        .give(
            host != null
                ? new ScanHostContainers(HostNames.require(host))
                : new ScanContainers(select == null ? "all" : select),
            Set.of(ContainersScanned.class),
            (outcome, heard) -> {
              if (heard.bodies(ContainersScanned.class).isEmpty()
                  && !(outcome instanceof CommandSucceeded)) {
                return Result.show(console, outcome, heard);
              }
              settle(console, heard);
              show(console);
              Result.complain(console, outcome, heard);
              return Outcomes.exit(outcome);
            });
  }

  private Map<String, String> query() {
    return Map.of("host", host == null ? "" : host, "select", select == null ? "" : select);
  }

  private void show(Console console) {
    JsonNode containers = console.ask(Domain.CONTAINER).get("/containers", query());
    console.answer(containers, paper -> page(rows(containers), paper));
  }

  /** Waits until the views have come as far as what was read. */
  private void settle(Console console, Heard heard) {
    Map<String, Instant> readAt =
        heard.bodies(ContainersScanned.class).stream()
            .collect(
                Collectors.toMap(ContainersScanned::host, ContainersScanned::readAt, (a, b) -> b));
    console
        .ask(Domain.CONTAINER)
        .getSettled("/containers/hosts", query(), hosts -> isSince(hosts, readAt));
  }

  /** Whether the hosts are shown as of these reads, or later. */
  static boolean isSince(JsonNode hosts, Map<String, Instant> readAt) {
    Map<String, Instant> missing = new HashMap<>(readAt);
    for (JsonNode each : hosts) {
      Instant wanted = missing.get(text(each, "host"));
      // Databases keep microseconds, so the last digits may differ.
      if (wanted != null
          && instant(text(each, "readAt")).toEpochMilli() >= wanted.toEpochMilli() - 1) {
        missing.remove(text(each, "host"));
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

  private static void page(List<JsonNode> containers, Paper paper) {
    if (containers.isEmpty()) {
      paper.line("No containers are known. To read the hosts: vireo containers list --scan");
      return;
    }
    paper.table(
        new Table<JsonNode>()
            .text("host", field("host"))
            .text("id", field("container"))
            .text("name", field("hostname"))
            .text("state", field("state"), row -> style(text(row, "state")))
            .text("addresses", ContainersListCommand::addresses)
            .id("template", field("template"))
            .text("failed", field("failed"), row -> Style.BAD),
        containers);
  }

  /** A container that is stopped is stopped, not broken. */
  static Style style(String state) {
    return state.equals("STOPPED") ? Style.DIM : Style.ofWord(state);
  }

  /** All addresses on one line. */
  static String addresses(JsonNode container) {
    return rows(container.path("addresses")).stream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
