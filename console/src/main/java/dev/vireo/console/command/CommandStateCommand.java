package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.query.QueryApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vireo command}. */
@Command(
    name = "command",
    description = {
      "How a command stands, by its id, as --no-wait prints it.",
      "Exit code 0 while it runs or when it succeeded, else that of its outcome."
    })
final class CommandStateCommand extends Task {

  @Parameters(paramLabel = "ID", description = "The command's id.")
  private String id = "";

  @Override
  Exit run(Console console) {
    @Nullable Trouble unasked = null;
    List<Domain> domains = new ArrayList<>(List.of(Domain.MULTIPATH, Domain.INVENTORY));
    for (Domain perhaps : List.of(Domain.CONTAINER, Domain.BACKUP)) {
      if (console.estate().has(perhaps)) {
        domains.add(perhaps);
      }
    }
    for (Domain domain : domains) {
      try {
        Optional<JsonNode> found = console.ask(domain).find("/commands/" + QueryApi.segment(id));
        if (found.isPresent()) {
          console.answer(found.get(), paper -> page(found.get(), paper));
          return exit(found.get());
        }
      } catch (Trouble trouble) {
        unasked = trouble;
      }
    }
    if (unasked != null) {
      throw unasked;
    }
    throw Trouble.refused(
        "No service knows a command " + id,
        "if it was just given, its service has not taken it yet: see `./vireo status`");
  }

  private static Exit exit(JsonNode command) {
    return switch (text(command, "outcome")) {
      case "CommandFailed" ->
          text(command, "reason").equals(FailureReason.UNREACHABLE.name())
              ? Exit.UNREACHABLE
              : Exit.PART;
      case "CommandRejected" -> Exit.REFUSED;
      default -> Exit.DONE;
    };
  }

  private static void page(JsonNode command, Paper paper) {
    String outcome = text(command, "outcome");
    paper.line(
        text(command, "type")
            + " for "
            + text(command, "about")
            + ": "
            + (outcome.isEmpty() ? text(command, "state") : outcome),
        outcome.isEmpty() ? Style.HEAD : Style.ofWord(outcome));
    String message = (text(command, "reason") + " " + text(command, "message")).strip();
    if (!message.isEmpty()) {
      paper.line("  " + message);
    }
    String figures = Cells.pairs(command.path("figures"));
    if (!figures.isEmpty()) {
      paper.line("  " + figures);
    }
    String finished = Cells.time(command, "finishedAt");
    paper.line(
        "  given by %s, taken %s%s"
            .formatted(
                text(command, "actor"),
                Cells.time(command, "receivedAt"),
                finished.isEmpty() ? "" : ", ended " + finished));
  }
}
