package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.RemoveStandard;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.console.Exit;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo standard}. */
@Command(
    name = "standard",
    description = "Standards: which policy devices shall have, from now on.",
    subcommands = {
      StandardCommand.Define.class,
      StandardCommand.ListThem.class,
      StandardCommand.Check.class,
      StandardCommand.Remove.class
    })
final class StandardCommand extends Group {

  /** {@code vireo standard define}. */
  @Command(name = "define", description = "Defines a standard, or replaces one.")
  static final class Define extends Task {

    @Parameters(paramLabel = "ID", description = "Its id, such as svc-round-robin.")
    private String id = "";

    @Option(
        names = "--select",
        required = true,
        paramLabel = "SELECTOR",
        description = "The hosts.")
    private String select = "";

    @Option(
        names = "--psp",
        required = true,
        paramLabel = "PSP",
        description = "The wanted policy.")
    private String psp = "";

    @Option(names = "--vendor", paramLabel = "TEXT", description = "Only devices of this vendor.")
    private @Nullable String vendor;

    @Option(names = "--model", paramLabel = "TEXT", description = "Only devices of this model.")
    private @Nullable String model;

    @Option(names = "--satp", paramLabel = "SATP", description = "Only devices of this array type.")
    private @Nullable String satp;

    @Option(
        names = "--iops",
        paramLabel = "N",
        description = "Round robin goes on after N operations.")
    private @Nullable Long iops;

    @Option(
        names = "--mode",
        defaultValue = "report",
        paramLabel = "report|enforce",
        description = "What is done about a departure; ${DEFAULT-VALUE} if not given.")
    private StandardMode mode = StandardMode.REPORT;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      RoundRobin roundRobin =
          iops == null ? null : new RoundRobin(RoundRobinLimit.IOPS, iops, null, null);
      return new Delivery(console, wait)
          .give(
              new DefineStandard(id, select, vendor, model, satp, psp, roundRobin, mode),
              Set.of(),
              (outcome, heard) -> Result.show(console, outcome, heard));
    }
  }

  /** {@code vireo standard list}. */
  @Command(name = "list", description = "Lists standards.")
  static final class ListThem extends Task {

    @Override
    Exit run(Console console) {
      JsonNode standards = console.ask(Domain.MULTIPATH).get("/standards", Map.of());
      console.answer(
          standards,
          paper -> {
            if (standards.isEmpty()) {
              paper.line("No standards. To define one: vireo standard define --help");
              return;
            }
            paper.table(
                new Table<JsonNode>()
                    .text("standard", field("standard"))
                    .text("for", field("select"))
                    .text("vendor", field("vendor"))
                    .text("model", field("model"))
                    .text("array type", field("satp"))
                    .text("policy", field("psp"))
                    .number("iops", field("roundRobin.iops"))
                    .text("mode", field("mode")),
                rows(standards));
          });
      return Exit.DONE;
    }
  }

  /** {@code vireo standard check}. */
  @Command(
      name = "check",
      description = {
        "Reads hosts afresh, compares them with the standards, and lists what departs.",
        "Ends with 1 where a device of theirs departs, also one that a standard in force then brought back, or a host could not be read; 0 where all is as the standards say."
      })
  static final class Check extends Task {

    @Option(
        names = "--select",
        paramLabel = "SELECTOR",
        description = "The hosts; all if not given.")
    private String select = "all";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new CheckStandards(select),
              Set.of(),
              (outcome, heard) -> {
                if (outcome instanceof CommandRejected) {
                  return Result.show(console, outcome, heard);
                }
                Map<String, Integer> departing = departing(heard);
                ArrayNode drifts = drifts(console, departing);
                Exit exit =
                    outcome instanceof CommandSucceeded && !departing.isEmpty()
                        ? Exit.PART
                        : Outcomes.exit(outcome);
                ObjectNode document = Result.document(outcome, heard).put("exit", exit.code());
                document.set("drifts", drifts);
                Result.show(console, outcome, heard, document, paper -> page(drifts, paper));
                return exit;
              });
    }

    /** How many devices of which host depart: what the check of each said, where any did. */
    private static Map<String, Integer> departing(Heard heard) {
      Map<String, Integer> byHost = new HashMap<>();
      for (CommandSucceeded child : heard.bodies(CommandSucceeded.class)) {
        int drifted = Integer.parseInt(child.result().getOrDefault("drifted", "0"));
        if (drifted > 0) {
          byHost.put(child.about(), drifted);
        }
      }
      return byHost;
    }

    /** Which they are, once the view has them all; those of other hosts were not asked about. */
    private static ArrayNode drifts(Console console, Map<String, Integer> departing) {
      int count = departing.values().stream().mapToInt(Integer::intValue).sum();
      if (count == 0) {
        return Json.MAPPER.createArrayNode();
      }
      JsonNode known =
          console
              .ask(Domain.MULTIPATH)
              .getSettled("/drifts", Map.of(), all -> of(departing.keySet(), all).size() >= count);
      return of(departing.keySet(), known);
    }

    private static ArrayNode of(Set<String> hosts, JsonNode drifts) {
      ArrayNode theirs = Json.MAPPER.createArrayNode();
      for (JsonNode drift : drifts) {
        if (hosts.contains(drift.path("host").asText())) {
          theirs.add(drift);
        }
      }
      return theirs;
    }

    private static void page(JsonNode drifts, Paper paper) {
      if (drifts.isEmpty()) {
        paper.line("No device departs from a standard.");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("host", field("host"))
              .id("device", field("device"))
              .text("standard", field("standard"))
              .text("expected", field("expected"))
              .text("seen", drift -> Cells.policy(drift.path("seen")))
              .text("why", field("reason"))
              .text("since", drift -> Cells.time(drift, "since")),
          rows(drifts));
    }
  }

  /** {@code vireo standard remove}. */
  @Command(name = "remove", description = "Ends a standard.")
  static final class Remove extends Task {

    @Parameters(paramLabel = "ID", description = "Its id.")
    private String id = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new RemoveStandard(id),
              Set.of(),
              (outcome, heard) -> Result.show(console, outcome, heard));
    }
  }
}
