package dev.vireo.bus.inventory;

import dev.vireo.bus.Event;

/**
 * A host that was unreachable answers again.
 *
 * @param host the host, by its registered name
 */
public record HostRecovered(String host) implements Event {

  @Override
  public String about() {
    return host;
  }
}
