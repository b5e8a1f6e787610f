package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Table;
import dev.vireo.console.ramcloud.Master;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code vireo ramcloud tablets}. */
@Command(
    name = "tablets",
    description = {
      "The tablets: which slots, who serves them, who stands by.",
      "Exit code 1 where one is not served."
    })
final class RamcloudTabletsCommand extends RamcloudCommand.Asking {

  /** What the masters say of one tablet, together. */
  private static final class Seen {
    private long first;
    private long last;
    private String master = "";
    private String phase = "";
    private final List<String> standbys = new ArrayList<>();
  }

  @Override
  Exit run(Console console, Ramcloud cluster) {
    Map<Long, Seen> tablets = new TreeMap<>();
    for (Master master : cluster.masters()) {
      for (Reply each : cluster.ask(master.address(), "RC.TABLETS").parts()) {
        List<Reply> tablet = each.parts();
        Seen seen = tablets.computeIfAbsent(tablet.get(0).asLong(), number -> new Seen());
        seen.first = tablet.get(1).asLong();
        seen.last = tablet.get(2).asLong();
        String role = tablet.get(3).asText();
        String phase = tablet.get(4).asText();
        if (role.equals("OWNER")) {
          seen.master = master.address().toString();
          seen.phase = phase;
        } else if (role.equals("STANDBY")) {
          boolean warm = tablet.get(5).asLong() == 1;
          seen.standbys.add(master.address() + (warm ? "" : " (reading)"));
        }
      }
    }
    ArrayNode document = Json.MAPPER.createArrayNode();
    tablets.forEach(
        (number, seen) -> {
          ObjectNode row = document.addObject();
          row.put("tablet", number).put("first", seen.first).put("last", seen.last);
          row.put("master", seen.master).put("phase", seen.phase);
          ArrayNode standbys = row.putArray("standbys");
          seen.standbys.forEach(standbys::add);
        });
    console.answer(
        document,
        paper ->
            paper.table(
                new Table<JsonNode>()
                    .number("tablet", field("tablet"))
                    .text("slots", row -> row.path("first") + "-" + row.path("last"))
                    .text("master", field("master"))
                    .word("phase", field("phase"))
                    .text(
                        "standbys",
                        row ->
                            String.join(
                                ", ",
                                rows(row.path("standbys")).stream()
                                    .map(JsonNode::asText)
                                    .toList())),
                rows(document)));
    return tablets.values().stream().allMatch(seen -> seen.phase.equals("SERVING"))
        ? Exit.DONE
        : Exit.PART;
  }
}
