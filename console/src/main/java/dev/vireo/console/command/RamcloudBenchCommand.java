package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Table;
import dev.vireo.console.ramcloud.Load;
import dev.vireo.console.ramcloud.Ramcloud;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo ramcloud bench}. */
@Command(
    name = "bench",
    description = {
      "What the masters bear: SET and GET of keys that are removed afterwards.",
      "Database 0 is durable, 1 answers from memory. Exit code 1 where a request failed."
    })
final class RamcloudBenchCommand extends RamcloudCommand.Asking {

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "So many at a time; ${DEFAULT-VALUE} if not given.")
  private int clients = 50;

  @Option(
      names = "--pipeline",
      paramLabel = "N",
      description = "Requests that each sends at once; ${DEFAULT-VALUE} if not given.")
  private int pipeline = 1;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Of each kind; ${DEFAULT-VALUE} if not given.")
  private int requests = 100_000;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "Different ones; ${DEFAULT-VALUE} if not given.")
  private int keys = 10_000;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Of each value; ${DEFAULT-VALUE} if not given.")
  private int size = 100;

  @Option(
      names = "--db",
      paramLabel = "N",
      description = "One database, 0 to 15; both 0 and 1 if not given.")
  private List<Integer> databases = List.of();

  @Override
  Exit run(Console console, Ramcloud cluster) {
    bounded("--clients", clients, 10_000);
    bounded("--pipeline", pipeline, 10_000);
    bounded("--requests", requests, 100_000_000);
    bounded("--keys", keys, 10_000_000);
    bounded("--size", size, 1 << 20);
    ArrayNode results = Json.MAPPER.createArrayNode();
    boolean failed = false;
    for (int database : databases.isEmpty() ? List.of(0, 1) : databases) {
      Load load =
          new Load(cluster, new Load.Shape(clients, pipeline, requests, keys, size, database));
      failed |= add(results, "SET", database, load.set());
      failed |= add(results, "GET", database, load.get());
      load.clean();
    }
    console.answer(
        results,
        paper ->
            paper.table(
                new Table<JsonNode>()
                    .text("what", field("what"))
                    .text("database", RamcloudBenchCommand::database)
                    .number("per second", field("perSecond"))
                    .number("p50 us", field("p50Micros"))
                    .number("p99 us", field("p99Micros"))
                    .number("p99.9 us", field("p999Micros"))
                    .number("most us", field("mostMicros"))
                    .text("failed", row -> Cells.pairs(row.path("failed"))),
                rows(results)));
    return failed ? Exit.PART : Exit.DONE;
  }

  private static void bounded(String option, int number, int most) {
    if (number < 1 || number > most) {
      throw Trouble.refused("%s takes 1 to %d, not %d".formatted(option, most, number), "");
    }
  }

  private static boolean add(ArrayNode results, String what, int database, Load.Measured measured) {
    ObjectNode row = results.addObject();
    row.put("what", what).put("database", database);
    row.put("perSecond", Math.round(measured.perSecond()));
    row.put("p50Micros", measured.p50()).put("p99Micros", measured.p99());
    row.put("p999Micros", measured.p999()).put("mostMicros", measured.most());
    ObjectNode failures = row.putObject("failed");
    measured.failures().forEach(failures::put);
    return !measured.failures().isEmpty();
  }

  private static String database(JsonNode row) {
    int number = row.path("database").asInt();
    return number + (number == 0 ? " (durable)" : " (memory)");
  }
}
