package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * Compares one host with the standards.
 *
 * @param host the host, by its registered name
 */
public record CheckHostStandards(String host) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
