package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.ContainerPage;
import dev.vireo.console.print.Paper;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The usual result of a command: how it ended, and of what did not go well, which and why. */
final class Result {

  private Result() {}

  /** Prints it; gives the exit code. */
  static Exit show(Console console, Outcome outcome, Heard heard) {
    return show(console, outcome, heard, document(outcome, heard), paper -> {});
  }

  /**
   * Prints it with more.
   *
   * @param document what programs get
   * @param more what people see after the summary
   */
  static Exit show(
      Console console, Outcome outcome, Heard heard, ObjectNode document, Consumer<Paper> more) {
    console.answer(
        document,
        paper -> {
          if (outcome instanceof CommandSucceeded ok) {
            paper.line(ok.summary());
          }
          more.accept(paper);
        });
    complain(console, outcome, heard);
    return Outcomes.exit(outcome);
  }

  /**
   * {@link Outcomes#document} with {@code deviceFailures}, {@code containerFailures} and {@code
   * hostFailures} where there are any.
   */
  static ObjectNode document(Outcome outcome, Heard heard) {
    ObjectNode document = Outcomes.document(outcome);
    ArrayNode devices = Json.MAPPER.createArrayNode();
    heard
        .bodies(PolicyChangeFailed.class)
        .forEach(each -> devices.add(Json.MAPPER.<ObjectNode>valueToTree(each)));
    ArrayNode containers = Json.MAPPER.createArrayNode();
    heard
        .bodies(ContainerFailed.class)
        .forEach(each -> containers.add(Json.MAPPER.<ObjectNode>valueToTree(each)));
    ArrayNode hosts = Json.MAPPER.createArrayNode();
    heard.bodies(Outcome.class).stream()
        .filter(child -> !(child instanceof CommandSucceeded))
        .forEach(child -> hosts.add(Outcomes.document(child)));
    if (!devices.isEmpty()) {
      document.set("deviceFailures", devices);
    }
    if (!containers.isEmpty()) {
      document.set("containerFailures", containers);
    }
    if (!hosts.isEmpty()) {
      document.set("hostFailures", hosts);
    }
    return document;
  }

  /** Says on stderr what did not go well; says nothing if all did. */
  static void complain(Console console, Outcome outcome, Heard heard) {
    if (outcome instanceof CommandSucceeded) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (PolicyChangeFailed each : heard.bodies(PolicyChangeFailed.class)) {
      told.add(each.host());
      console.note(
          "%s %s: the host answered: %s%s"
              .formatted(
                  each.host(),
                  each.device(),
                  each.answered(),
                  each.exit() == null ? "" : " (exit " + each.exit() + ")"));
      if (each.command() != null) {
        console.note("    ran: " + each.command());
      }
      if (each.seen() != null) {
        console.note(
            "    read afterwards: " + (each.seen().psp() + " " + each.seen().config()).strip());
      }
      console.note("    to do: " + each.advice());
    }
    Set<String> explained = new HashSet<>();
    for (Envelope<? extends Event> event : heard.events()) {
      if (event.data() instanceof ContainerFailed each) {
        explained.add(String.valueOf(event.causationId()));
        ContainerPage.failure(each).forEach(console::note);
      }
    }
    for (Outcome child : heard.bodies(Outcome.class)) {
      if (!(child instanceof CommandSucceeded)
          && !told.contains(Outcomes.about(child))
          && !explained.contains(child.command())) {
        console.note(Outcomes.about(child) + ": " + Outcomes.words(child));
      }
    }
    switch (outcome) {
      case CommandFailed failed ->
          console.note(
              "vireo: "
                  + (explained.isEmpty() ? Outcomes.words(failed) : briefly(failed, explained)));
      case CommandRejected rejected -> {
        console.note("vireo: " + Outcomes.words(rejected));
        console.note("  Nothing was touched.");
      }
      case CommandSucceeded ok -> {}
    }
  }

  /** Without what the failures of its containers said just before. */
  private static String briefly(CommandFailed failed, Set<String> explained) {
    return explained.contains(failed.command())
        ? failed.reason() + ": nothing more was done"
        : Outcomes.words(failed).lines().findFirst().orElse("").replaceFirst(":$", "");
  }
}
