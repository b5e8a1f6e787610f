package dev.vireo.container.driver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was run and what it said.
 *
 * @param command the last command that was run; null where there was none to run
 * @param exit its exit status; 0 where there was none to run
 * @param lines all lines of all commands, output before complaints
 * @param lastLines those of the last command
 */
public record Transcript(
    @Nullable String command, int exit, List<String> lines, List<String> lastLines) {

  public Transcript {
    lines = List.copyOf(lines);
    lastLines = List.copyOf(lastLines);
  }

  /** Whether every command said that it succeeded, which is not yet proof that it did. */
  public boolean ok() {
    return exit == 0;
  }

  /** The last command's words, cut to a length for an operator. */
  public String said() {
    String text = String.join("\n", lastLines).strip();
    if (text.isEmpty()) {
      return "exit " + exit + " and not a word";
    }
    return text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text;
  }
}
