package dev.vireo.console.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import java.util.Map;
import java.util.Set;

/** What the outcome of a command means to whoever gave it. */
public final class Outcomes {

  /** The names of what is always listened to. */
  static final Set<String> TYPES =
      Set.of(
          CommandSucceeded.class.getSimpleName(),
          CommandFailed.class.getSimpleName(),
          CommandRejected.class.getSimpleName(),
          CommandProgressed.class.getSimpleName(),
          BackupProgressed.class.getSimpleName());

  private Outcomes() {}

  /** How the process ends after this outcome. */
  public static Exit exit(Outcome outcome) {
    return switch (outcome) {
      case CommandSucceeded ok -> Exit.DONE;
      case CommandFailed failed ->
          failed.reason() == FailureReason.UNREACHABLE ? Exit.UNREACHABLE : Exit.PART;
      case CommandRejected rejected -> Exit.REFUSED;
    };
  }

  /** One line: what the service says of it. */
  public static String words(Outcome outcome) {
    return switch (outcome) {
      case CommandSucceeded ok -> ok.summary();
      case CommandFailed failed -> failed.reason() + ": " + failed.message();
      case CommandRejected rejected -> "refused: " + rejected.field() + ": " + rejected.message();
    };
  }

  /** Figures and ids that it came with. */
  public static Map<String, String> result(Outcome outcome) {
    return switch (outcome) {
      case CommandSucceeded ok -> ok.result();
      case CommandFailed failed -> failed.result();
      case CommandRejected rejected -> Map.of();
    };
  }

  /** What of it is about. */
  public static String about(Outcome outcome) {
    return switch (outcome) {
      case CommandSucceeded ok -> ok.about();
      case CommandFailed failed -> failed.about();
      case CommandRejected rejected -> rejected.about();
    };
  }

  /**
   * For programs: {@code {"id","type","about","state":"FINISHED","outcome","exit"}} with {@code
   * message}, {@code reason}, {@code field} and {@code result} as the outcome has them.
   */
  public static ObjectNode document(Outcome outcome) {
    ObjectNode document =
        Json.MAPPER
            .createObjectNode()
            .put("id", outcome.command())
            .put("type", outcome.commandType())
            .put("about", about(outcome))
            .put("state", "FINISHED")
            .put("outcome", outcome.getClass().getSimpleName())
            .put("exit", exit(outcome).code());
    switch (outcome) {
      case CommandSucceeded ok -> document.put("message", ok.summary());
      case CommandFailed failed ->
          document.put("reason", failed.reason().name()).put("message", failed.message());
      case CommandRejected rejected ->
          document.put("field", rejected.field()).put("message", rejected.message());
    }
    document.set("result", Json.MAPPER.valueToTree(new java.util.TreeMap<>(result(outcome))));
    return document;
  }
}
