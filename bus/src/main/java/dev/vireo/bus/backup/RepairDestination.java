package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Mends a destination whose data is damaged, as far as the sources can still give what is lost: all
 * of it is read, damaged packs are taken out of its index, the jobs whose restore points they hurt
 * are run again, and each of these points is read whole. Nothing is removed that may be whole.
 *
 * @param destination its name
 */
public record RepairDestination(String destination) implements Command {
  @Override
  public String about() {
    return destination;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
