package dev.vireo.bus.kit;

import dev.vireo.bus.codec.Text;
import dev.vireo.bus.kit.Journal.Arrival;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a handler says to what the journal keeps, and from there to the outcome event. */
final class Endings {

  /** A message is for a person; a host's whole output does not belong there. */
  private static final int MOST_MESSAGE = 8_000;

  /** Characters of all figures together; with this much the outcome still fits in a record. */
  private static final int MOST_FIGURES = 4_000_000;

  private Endings() {}

  static Ended of(Result result) {
    return switch (result) {
      case Result.Done done -> bounded("CommandSucceeded", null, done.summary(), done.figures());
      case Result.Failed failed ->
          bounded("CommandFailed", failed.reason().name(), failed.message(), failed.figures());
      case Result.Rejected rejected ->
          bounded(
              "CommandRejected", Text.line(rejected.field(), 200), rejected.message(), Map.of());
    };
  }

  private static Ended bounded(
      String outcome, @Nullable String reason, String message, Map<String, String> figures) {
    long size =
        figures.entrySet().stream()
            .mapToLong(e -> e.getKey().length() + e.getValue().length())
            .sum();
    if (size > MOST_FIGURES) {
      return new Ended(
          "CommandFailed",
          FailureReason.INTERNAL.name(),
          "a defect of Vireo: the figures of this outcome are "
              + size
              + " characters long, more than a record holds; it would have been "
              + outcome
              + ": "
              + Text.shortened(message, MOST_MESSAGE),
          Map.of());
    }
    return new Ended(outcome, reason, Text.shortened(message, MOST_MESSAGE), figures);
  }

  /** The event that says how a command ended. */
  static Outcome outcome(Arrival command, Ended ended) {
    String id = command.id();
    String type = command.type();
    String about = command.about();
    String reason = ended.reason() == null ? "" : ended.reason();
    return switch (ended.outcome()) {
      case "CommandSucceeded" ->
          new CommandSucceeded(id, type, about, ended.message(), ended.figures());
      case "CommandFailed" ->
          new CommandFailed(
              id, type, about, FailureReason.valueOf(reason), ended.message(), ended.figures());
      case "CommandRejected" -> new CommandRejected(id, type, about, reason, ended.message());
      default -> throw new IllegalStateException("no outcome is called " + ended.outcome());
    };
  }
}
