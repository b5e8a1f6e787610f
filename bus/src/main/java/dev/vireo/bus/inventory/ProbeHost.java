package dev.vireo.bus.inventory;

import dev.vireo.bus.Command;

/**
 * Probes one host.
 *
 * @param host the host, by its registered name
 */
public record ProbeHost(String host) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
