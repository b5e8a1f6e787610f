package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Reads the containers of one host.
 *
 * @param host the host, by its registered name
 */
public record ScanHostContainers(String host) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " scan";
  }
}
