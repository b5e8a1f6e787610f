package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Table;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Reply;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo ramcloud scan}. */
@Command(name = "scan", description = "The objects of a table, in no order.")
final class RamcloudScanCommand extends RamcloudCommand.Asking {

  private static final int AT_ONCE = 500;

  @Parameters(paramLabel = "TABLE", description = "The table's name or id.")
  private String table = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "So many objects at most; ${DEFAULT-VALUE} if not given.")
  private int limit = 100;

  @Option(names = "--keys", description = "Keys and versions alone.")
  private boolean keysOnly;

  @Override
  Exit run(Console console, Ramcloud cluster) {
    if (limit < 1) {
      throw Trouble.refused("--limit takes a positive number, not " + limit, "");
    }
    ObjectNode document = Json.MAPPER.createObjectNode();
    ArrayNode objects = document.putArray("objects");
    String cursor = "0";
    do {
      List<Reply> part =
          RamcloudGetCommand.rejected(cluster.askOwner(words(cursor)), table, "").parts();
      cursor = part.get(0).asText();
      List<Reply> found = part.get(1).parts();
      int fields = keysOnly ? 2 : 3;
      for (int i = 0; i + fields <= found.size() && objects.size() < limit; i += fields) {
        ObjectNode row = objects.addObject();
        RamcloudGetCommand.value(row, "key", bytes(found.get(i)));
        row.put("version", found.get(i + 1).asLong());
        if (!keysOnly) {
          RamcloudGetCommand.value(row, "value", bytes(found.get(i + 2)));
        }
      }
    } while (!cursor.equals("0") && objects.size() < limit);
    boolean more = !cursor.equals("0");
    document.put("more", more);
    console.answer(
        document,
        paper -> {
          paper.table(
              new Table<JsonNode>()
                  .text("key", row -> either(row, "key"))
                  .number("version", field("version"))
                  .text("value", row -> either(row, "value")),
              rows(objects));
          if (more) {
            paper.line("There may be more: --limit N shows more than " + limit + ".");
          }
        });
    return Exit.DONE;
  }

  private byte[][] words(String cursor) {
    String count = Integer.toString(Math.min(AT_ONCE, limit));
    return keysOnly
        ? Ramcloud.words("RC.SCAN", table, cursor, "COUNT", count, "KEYSONLY")
        : Ramcloud.words("RC.SCAN", table, cursor, "COUNT", count);
  }

  private static byte[] bytes(Reply reply) {
    return reply instanceof Reply.Bulk bulk ? bulk.bytes() : new byte[0];
  }

  private static String either(JsonNode row, String name) {
    return row.has(name) ? row.path(name).asText() : row.path(name + "Base64").asText();
  }
}
