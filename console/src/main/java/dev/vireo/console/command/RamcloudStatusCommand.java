package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import dev.vireo.console.ramcloud.Master;
import dev.vireo.console.ramcloud.Ramcloud;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code vireo ramcloud status}. */
@Command(
    name = "status",
    description = {
      "The masters: what each serves, its memory and its clients.",
      "Exit code 1 where not all slots are served, or a master does not answer."
    })
final class RamcloudStatusCommand extends RamcloudCommand.Asking {

  private static final int SLOTS = 16_384;

  @Override
  Exit run(Console console, Ramcloud cluster) {
    ObjectNode document = Json.MAPPER.createObjectNode();
    ArrayNode masters = document.putArray("masters");
    int served = 0;
    boolean all = true;
    for (Master master : cluster.masters()) {
      ObjectNode row = masters.addObject();
      row.put("id", master.id()).put("address", master.address().toString());
      row.put("slots", master.slotCount());
      try {
        figures(row, info(cluster.ask(master.address(), "INFO").asText()));
        row.put("state", "RUNNING");
        served += master.slotCount();
      } catch (Trouble silent) {
        row.put("state", "UNREACHABLE").put("seen", silent.seen());
        all = false;
      }
    }
    document.put("slots", SLOTS).put("served", served);
    console.answer(document, paper -> page(document, paper));
    return all && served == SLOTS ? Exit.DONE : Exit.PART;
  }

  private static void figures(ObjectNode row, Map<String, String> info) {
    put(row, "clients", info, "connected_clients");
    put(row, "commands", info, "total_commands_processed");
    put(row, "memoryUsed", info, "used_memory");
    put(row, "memoryMost", info, "maxmemory");
    put(row, "upSeconds", info, "uptime_in_seconds");
  }

  private static void put(ObjectNode row, String name, Map<String, String> info, String field) {
    String value = info.getOrDefault(field, "");
    if (value.matches("\\d{1,18}")) {
      row.put(name, Long.parseLong(value));
    }
  }

  /** The fields of {@code INFO}. */
  static Map<String, String> info(String text) {
    Map<String, String> fields = new HashMap<>();
    text.lines()
        .filter(line -> line.contains(":"))
        .forEach(line -> fields.put(line.split(":", 2)[0], line.split(":", 2)[1].strip()));
    return fields;
  }

  private static void page(JsonNode document, Paper paper) {
    paper.table(
        new Table<JsonNode>()
            .text("master", field("address"))
            .word("state", field("state"))
            .number("slots", field("slots"))
            .number("memory", RamcloudStatusCommand::memory)
            .number("clients", field("clients"))
            .number("commands", field("commands"))
            .text("up", row -> up(row.path("upSeconds")))
            .id("id", field("id")),
        rows(document.path("masters")));
    int served = document.path("served").asInt();
    paper.line(
        "%d of %d slots are served".formatted(served, SLOTS),
        served == SLOTS ? Style.GOOD : Style.BAD);
    for (JsonNode row : document.path("masters")) {
      if (row.has("seen")) {
        paper.line(text(row, "seen"), Style.BAD);
      }
    }
  }

  private static String memory(JsonNode row) {
    return row.has("memoryUsed")
        ? "%d of %d MiB"
            .formatted(row.path("memoryUsed").asLong() >> 20, row.path("memoryMost").asLong() >> 20)
        : "";
  }

  private static String up(JsonNode seconds) {
    if (!seconds.isNumber()) {
      return "";
    }
    Duration up = Duration.ofSeconds(seconds.asLong());
    return up.toDays() > 0
        ? "%dd %dh".formatted(up.toDays(), up.toHoursPart())
        : "%dh %dm".formatted(up.toHours(), up.toMinutesPart());
  }
}
