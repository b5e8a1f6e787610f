package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A destination's repository answers to its password, and can be used.
 *
 * @param destination its name
 * @param repository the id that the repository has for ever
 * @param restic the version of the program that looked
 * @param made whether it was made just now
 * @param freeBytes what is free there, in bytes; absent where it cannot be seen
 */
public record DestinationReady(
    String destination, String repository, String restic, boolean made, @Nullable Long freeBytes)
    implements Event {
  @Override
  public String about() {
    return destination;
  }
}
