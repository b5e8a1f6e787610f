package dev.vireo.multipath.esxcli;

import java.util.Optional;

/**
 * Tells the shell's part of a pasted session from the host's: prompts ({@code ~ # }, {@code
 * [root@esx:~] }), echoed command lines, with a prompt or without, and comments.
 */
final class Prompt {

  private static final String[] PROGRAMS = {"esxcli ", "localcli ", "esxcfg-", "vmware -v"};

  private Prompt() {}

  /**
   * The command that a line echoes, empty text for a bare prompt or comment; nothing where the line
   * is the host's own.
   *
   * @param line without blanks at its ends
   */
  static Optional<String> commandIn(String line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    if (namesProgram(line)) {
      return Optional.of(line);
    }
    int end = promptEnd(line);
    return end < 0 ? Optional.empty() : Optional.of(line.substring(end).strip());
  }

  /** Whether a command begins with a program whose listings are known. */
  static boolean namesProgram(String command) {
    for (String program : PROGRAMS) {
      if (command.startsWith(program)) {
        return true;
      }
    }
    return false;
  }

  /** Where the prompt ends that the line begins with; -1 where it begins with none. */
  private static int promptEnd(String line) {
    char first = line.charAt(0);
    if (first == '#') {
      return 1;
    }
    if (first == '~' || first == '/') {
      int hash = line.indexOf(" #");
      boolean alone = hash > 0 && (hash + 2 == line.length() || line.charAt(hash + 2) == ' ');
      return alone && line.lastIndexOf(' ', hash - 1) < 0 ? hash + 2 : -1;
    }
    int at = line.indexOf('@');
    int close = at < 0 ? -1 : line.indexOf(']', at);
    if (first == '[' && close > 0) {
      return afterMark(line, close + 1);
    }
    int blank = line.indexOf(' ');
    int word = blank < 0 ? line.length() : blank;
    if (at > 0 && at < word && word >= 2 && "]#$>".indexOf(line.charAt(word - 1)) >= 0) {
      return word;
    }
    return -1;
  }

  private static int afterMark(String line, int end) {
    return end < line.length() && "#$".indexOf(line.charAt(end)) >= 0 ? end + 1 : end;
  }
}
