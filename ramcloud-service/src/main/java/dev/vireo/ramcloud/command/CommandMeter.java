package dev.vireo.ramcloud.command;

import java.util.Locale;

/** Takes note of how long commands take. Called on event loops, so it must be quick. */
@FunctionalInterface
public interface CommandMeter {

  /** Takes no note. */
  CommandMeter NONE = (command, nanos) -> {};

  /**
   * A command has its reply.
   *
   * @param command its name in small letters
   * @param nanos from its beginning until the reply could go: what it waited for the log is in it
   */
  void took(String command, long nanos);

  /**
   * A commit within one tablet was judged; how long it took is among the commands.
   *
   * @param outcome {@code committed}, or why not: a status or the code of an error, in small
   *     letters
   */
  default void committedInOneTablet(String outcome) {}

  /**
   * A commit over several tablets has its answer.
   *
   * @param outcome as above
   * @param nanos from its request
   */
  default void committedOverTablets(String outcome, long nanos) {}

  /**
   * A look-up by an index has its answer.
   *
   * @param outcome {@code found}, also where that is nothing, or the code of an error in small
   *     letters
   * @param rounds how often the masters were asked; 0: this one has all of the index
   * @param nanos from its request
   */
  default void lookedUp(String outcome, int rounds, long nanos) {}

  /** The outcome that an error is: its code in small letters. */
  static String outcome(String error) {
    int space = error.indexOf(' ');
    return error.substring(0, space < 0 ? error.length() : space).toLowerCase(Locale.ROOT);
  }
}
