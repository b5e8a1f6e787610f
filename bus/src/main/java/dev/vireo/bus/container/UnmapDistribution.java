package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Takes away a link that MapDistribution made.
 *
 * @param host the host, by its registered name
 * @param link its name, such as {@code sabayon.conf}
 */
public record UnmapDistribution(String host, String link) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " templates";
  }
}
