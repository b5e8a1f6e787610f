package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Checks a destination's repository: that all is there, and that what is read of it is as it was
 * written. A share is read each time, the next one at the next time, so that all of it is read once
 * in so many checks as its definition says.
 *
 * @param destination its name
 * @param all read all of it now
 */
public record CheckDestination(String destination, boolean all) implements Command {
  @Override
  public String about() {
    return destination;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
