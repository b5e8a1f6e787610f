package dev.vireo.ramcloud.command;

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
}
