package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Makes the catalogue of restore points anew from what a destination holds, such as after the loss
 * of bus and database, or to take over the repository of another estate.
 *
 * @param destination its name; defined, with the password of its repository
 */
public record ImportDestination(String destination) implements Command {
  @Override
  public String about() {
    return destination;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
