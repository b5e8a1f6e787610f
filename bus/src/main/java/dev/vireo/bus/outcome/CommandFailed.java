package dev.vireo.bus.outcome;

import dev.vireo.bus.Absent;
import java.util.Map;

/**
 * The command was taken and did not come to its end, or only in part. What was done was published
 * as events and stays true.
 *
 * @param command the id of the command that ended
 * @param commandType its type
 * @param about what the command was about
 * @param reason the class of the failure
 * @param message what, where, what was seen, what to do
 * @param result figures and ids for a program
 */
public record CommandFailed(
    String command,
    String commandType,
    String about,
    FailureReason reason,
    String message,
    Map<String, String> result)
    implements Outcome {

  public CommandFailed {
    result = Absent.orEmpty(result);
  }
}
