package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Stops a container.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param kill do not wait for it to shut down
 */
public record StopContainer(String host, String container, boolean kill) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " " + container;
  }

  @Override
  public String facet() {
    return container;
  }
}
