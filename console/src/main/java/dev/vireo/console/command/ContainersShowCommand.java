package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import dev.vireo.console.query.QueryApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vireo containers show}. */
@Command(
    name = "show",
    description =
        "Shows one container: the checks of its last start, and what the host's tool said of it.")
final class ContainersShowCommand extends Task {

  @Mixin private ContainerTarget target;

  @Override
  Exit run(Console console) {
    QueryApi views = console.ask(Domain.CONTAINER);
    Map<String, String> host = Map.of("host", target.host());
    ArrayNode found = its(views.get("/containers", host));
    if (found.isEmpty()) {
      throw Trouble.refused(
          "%s has no container %s, as it was last read"
              .formatted(target.host(), target.container()),
          "see what it has: vireo containers list --scan --host " + target.host());
    }
    ObjectNode container = (ObjectNode) found.get(0);
    container.set("findings", its(views.get("/containers/findings", host)));
    console.answer(container, paper -> page(container, paper));
    return Exit.DONE;
  }

  private ArrayNode its(JsonNode all) {
    ArrayNode its = Json.MAPPER.createArrayNode();
    all.forEach(
        each -> {
          if (text(each, "container").equals(target.container())) {
            its.add(each);
          }
        });
    return its;
  }

  private static void page(JsonNode container, Paper paper) {
    paper.line(
        (text(container, "host")
                + " "
                + text(container, "container")
                + "  "
                + text(container, "hostname"))
            .strip(),
        Style.HEAD);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("state", text(container, "state"));
    facts.put("addresses", ContainersListCommand.addresses(container));
    facts.put("template", text(container, "template"));
    facts.put("on boot", text(container, "onBoot"));
    facts.put("failed", text(container, "failed"));
    facts.put("to do", text(container, "advice"));
    facts.put("as of", Cells.time(container, "at"));
    facts.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            paper.line("  %-10s %s".formatted(name, value));
          }
        });
    List<JsonNode> checks = rows(container.path("checks"));
    if (!checks.isEmpty()) {
      paper
          .gap()
          .line("Checks of its last start", Style.HEAD)
          .table(
              new Table<JsonNode>()
                  .text("check", field("name"))
                  .word("result", field("result"))
                  .text("evidence", field("evidence")),
              checks);
    }
    List<JsonNode> findings = rows(container.path("findings"));
    if (!findings.isEmpty()) {
      paper
          .gap()
          .line("What the host's tool said", Style.HEAD)
          .table(
              new Table<JsonNode>()
                  .text("when", each -> Cells.time(each, "at"))
                  .text("kind", field("kind"))
                  .text("line", field("line"))
                  .text("meaning", field("meaning")),
              findings);
    }
  }
}
