package dev.vireo.bus.outcome;

import dev.vireo.bus.Absent;
import java.util.Map;

/**
 * The command did all that it was asked, and it was seen to be so.
 *
 * @param command the id of the command that ended
 * @param commandType its type, as in {@code dev.vireo.multipath.ScanPaths.v1}
 * @param about what the command was about
 * @param summary one line for a person
 * @param result figures and ids for a program, such as {@code plan} or {@code changed}
 */
public record CommandSucceeded(
    String command, String commandType, String about, String summary, Map<String, String> result)
    implements Outcome {

  public CommandSucceeded {
    result = Absent.orEmpty(result);
  }
}
