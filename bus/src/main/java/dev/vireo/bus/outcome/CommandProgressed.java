package dev.vireo.bus.outcome;

import dev.vireo.bus.Tick;

/**
 * How far a command has come; a tick on the progress topic, not a fact.
 *
 * @param command the id of the command under way
 * @param about what it is about
 * @param done units finished, such as hosts
 * @param total units in all
 * @param failed units of {@code done} that did not go well
 * @param message one line for a person
 */
public record CommandProgressed(
    String command, String about, int done, int total, int failed, String message) implements Tick {

  @Override
  public String facet() {
    return command + ":" + done + ":" + message;
  }
}
