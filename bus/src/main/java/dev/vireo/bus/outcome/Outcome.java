package dev.vireo.bus.outcome;

import dev.vireo.bus.Event;

/** The one event a command ends in. Its type lies in the command's domain. */
public sealed interface Outcome extends Event
    permits CommandSucceeded, CommandFailed, CommandRejected {

  /** The id of the command that ended. */
  String command();

  /** The type of the command that ended. */
  String commandType();
}
