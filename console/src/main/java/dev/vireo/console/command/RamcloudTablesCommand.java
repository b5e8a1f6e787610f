package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Table;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Reply;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code vireo ramcloud tables}. */
@Command(name = "tables", description = "The tables: id, name, durability, indexes.")
final class RamcloudTablesCommand extends RamcloudCommand.Asking {

  @Override
  Exit run(Console console, Ramcloud cluster) {
    ArrayNode tables = Json.MAPPER.createArrayNode();
    for (Reply each : cluster.ask("RC.TABLES").parts()) {
      List<Reply> table = each.parts();
      ObjectNode row = tables.addObject();
      row.put("id", table.get(0).asLong()).put("name", table.get(1).asText());
      row.put("durability", table.get(2).asText());
      ArrayNode indexes = row.putArray("indexes");
      table.get(3).parts().forEach(index -> indexes.add(index.asLong()));
    }
    console.answer(
        tables,
        paper ->
            paper.table(
                new Table<JsonNode>()
                    .number("id", field("id"))
                    .text("name", field("name"))
                    .text("durability", field("durability"))
                    .text(
                        "indexes",
                        row ->
                            rows(row.path("indexes")).stream()
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(", "))),
                rows(tables)));
    return Exit.DONE;
  }
}
