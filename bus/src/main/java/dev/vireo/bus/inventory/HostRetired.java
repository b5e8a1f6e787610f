package dev.vireo.bus.inventory;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A host was taken out of the inventory.
 *
 * @param host the host, by its registered name
 * @param reason why
 */
public record HostRetired(String host, @Nullable String reason) implements Event {

  @Override
  public String about() {
    return host;
  }
}
