package dev.vireo.container.command;

import java.util.regex.Pattern;

/** A word as an operator types it in a shell. */
final class CommandLineWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+,:=@%/-]+");

  private CommandLineWord() {}

  /** The word, quoted where a shell would see more in it. */
  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
