package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo changes}. */
@Command(
    name = "changes",
    description = "The audit: what was changed, when, by whom, why, from what to what.")
final class ChangesCommand extends Task {

  @Option(names = "--host", paramLabel = "NAME", description = "Of one host.")
  private String host = "";

  @Option(names = "--plan", paramLabel = "PLAN", description = "By one plan.")
  private String plan = "";

  @Option(names = "--limit", paramLabel = "N", description = "So many at most.")
  private @Nullable Integer limit;

  @Override
  Exit run(Console console) {
    JsonNode changes =
        console
            .ask(Domain.MULTIPATH)
            .get(
                "/changes",
                Map.of("host", host, "plan", plan, "limit", limit == null ? "" : limit.toString()));
    console.answer(
        changes,
        paper -> {
          if (changes.isEmpty()) {
            paper.line("No changes.");
            return;
          }
          paper.table(
              new Table<JsonNode>()
                  .text("when", change -> Cells.time(change, "at"))
                  .text("host", field("host"))
                  .id("device", field("device"))
                  .text("from", change -> state(change.path("from")))
                  .text("to", change -> state(change.path("to")))
                  .text("by", field("actor"))
                  .text("why", ChangesCommand::why)
                  .text("plan", field("plan"))
                  .text("verified by", field("verifiedBy")),
              rows(changes));
        });
    return Exit.DONE;
  }

  private static String state(JsonNode state) {
    return state.isTextual() ? state.asText() : Cells.policy(state);
  }

  private static String why(JsonNode change) {
    return (change.path("rollBack").asBoolean() ? "roll-back " : "") + Cells.text(change, "why");
  }
}
