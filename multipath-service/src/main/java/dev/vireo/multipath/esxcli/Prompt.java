package dev.vireo.multipath.esxcli;

import java.util.Optional;

/**
 * Tells the shell's part of a pasted session from the host's: prompts ({@code ~ # }, {@code
 * [root@esx:~] }, {@code root@esx:~ # }, {@code C:\>}), echoed command lines, with a prompt or
 * without, and comments.
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
    int blank = command.indexOf(' ');
    int slash = command.lastIndexOf('/', blank < 0 ? command.length() : blank);
    for (String program : PROGRAMS) {
      if (command.startsWith(program, slash + 1)) {
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
    if (isDrive(line) || (line.startsWith("PS ") && isDrive(line.substring(3)))) {
      return line.indexOf('>') + 1;
    }
    int blank = line.indexOf(' ');
    int word = blank < 0 ? line.length() : blank;
    if (word >= 2 && isMark(line, word - 1)) {
      // A name that was masked by hand can end so, too: naa.########.
      boolean bare = word == line.length() || namesProgram(line.substring(word).strip());
      return (at > 0 && at < word) || (bare && isHostName(line, word - 1)) ? word : -1;
    }
    boolean place = (at > 0 && at < word) || (line.indexOf(":~") > 0 && line.indexOf(":~") < word);
    boolean marked =
        word + 1 < line.length()
            && isMark(line, word + 1)
            && (word + 2 == line.length() || line.charAt(word + 2) == ' ');
    return place && marked ? word + 2 : -1;
  }

  /** {@code C:\Program Files\VMware>}. */
  private static boolean isDrive(String line) {
    return line.length() > 3
        && Character.isLetter(line.charAt(0))
        && line.startsWith(":\\", 1)
        && line.indexOf('>') > 0;
  }

  private static boolean isHostName(String line, int end) {
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(String line, int at) {
    return "]#$>".indexOf(line.charAt(at)) >= 0;
  }

  private static int afterMark(String line, int end) {
    return end < line.length() && "#$".indexOf(line.charAt(end)) >= 0 ? end + 1 : end;
  }
}
