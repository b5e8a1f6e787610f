package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Reads the distribution configurations of one host.
 *
 * @param host the host, by its registered name
 */
public record ScanHostDistributions(String host) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " templates";
  }
}
