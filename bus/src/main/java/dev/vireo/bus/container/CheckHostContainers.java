package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Holds the containers of one host against their definitions.
 *
 * @param host the host, by its registered name
 */
public record CheckHostContainers(String host) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " scan";
  }
}
