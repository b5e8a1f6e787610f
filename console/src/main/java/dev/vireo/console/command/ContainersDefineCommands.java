package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.RemoveDefinition;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.console.Exit;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about how containers shall be. */
final class ContainersDefineCommands {

  private ContainersDefineCommands() {}

  /** {@code vireo containers define}. */
  @Command(
      name = "define",
      description = "Says how a container shall be from now on; replaces what was said before.")
  static final class Define extends Task {

    @Mixin private ContainerTarget target;

    @Option(names = "--running", description = "It shall run; it shall not if this is not given.")
    private boolean running;

    @Option(names = "--hostname", paramLabel = "NAME", description = "Its name.")
    private @Nullable String hostname;

    @Option(
        names = "--addresses",
        split = ",",
        paramLabel = "ADDRESS",
        description = "Its addresses, comma-separated; not looked at if not given.")
    private List<String> addresses = List.of();

    @Option(
        names = "--on-boot",
        negatable = true,
        description = "Whether it starts with the host: --on-boot or --no-on-boot.")
    private @Nullable Boolean onBoot;

    @Option(
        names = "--mode",
        defaultValue = "report",
        paramLabel = "report|enforce",
        description = "What is done about a departure; ${DEFAULT-VALUE} if not given.")
    private DefinitionMode mode = DefinitionMode.REPORT;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console,
          wait,
          new DefineContainer(
              target.host(),
              target.container(),
              new DefinedContainer(running, hostname, addresses, onBoot),
              mode));
    }
  }

  /** {@code vireo containers undefine}. */
  @Command(name = "undefine", description = "Ends a definition; the container stays as it is.")
  static final class Undefine extends Task {

    @Mixin private ContainerTarget target;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new RemoveDefinition(target.host(), target.container()));
    }
  }

  /** {@code vireo containers check}. */
  @Command(
      name = "check",
      description = {
        "Reads hosts afresh, holds their containers against their definitions, lists what departs.",
        "Ends with 1 where a container departs, also one that was then brought back."
      })
  static final class Check extends Task {

    @Option(
        names = "--select",
        required = true,
        paramLabel = "SELECTOR",
        description = "The hosts.")
    private String select = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new CheckContainers(select),
              Set.of(ContainerFailed.class),
              (outcome, heard) -> {
                if (outcome instanceof CommandRejected) {
                  return Result.show(console, outcome, heard);
                }
                int drifted =
                    Integer.parseInt(Outcomes.result(outcome).getOrDefault("drifted", "0"));
                JsonNode drifts = drifts(console, drifted);
                Exit exit =
                    outcome instanceof CommandSucceeded && drifted > 0
                        ? Exit.PART
                        : Outcomes.exit(outcome);
                ObjectNode document = Result.document(outcome, heard).put("exit", exit.code());
                document.set("drifts", drifts);
                Result.show(console, outcome, heard, document, paper -> page(drifts, paper));
                return exit;
              });
    }

    private JsonNode drifts(Console console, int atLeast) {
      return atLeast == 0
          ? Json.MAPPER.createArrayNode()
          : console
              .ask(Domain.CONTAINER)
              .getSettled(
                  "/containers/drifts", Map.of("select", select), all -> all.size() >= atLeast);
    }

    private static void page(JsonNode drifts, Paper paper) {
      if (drifts.isEmpty()) {
        paper.line("No container departs from its definition.");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("host", field("host"))
              .text("id", field("container"))
              .text("departs", drift -> departures(drift.path("departures")))
              .text("mode", field("mode"))
              .text("since", drift -> Cells.time(drift, "since")),
          rows(drifts));
    }

    /** Each as {@code state: shall be RUNNING, is STOPPED}. */
    private static String departures(JsonNode departures) {
      return rows(departures).stream()
          .map(
              each ->
                  "%s: shall be %s, is %s"
                      .formatted(text(each, "setting"), text(each, "from"), text(each, "to")))
          .collect(Collectors.joining("; "));
    }
  }
}
