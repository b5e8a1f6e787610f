package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Moves a container to another host.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param to the host it goes to, by its registered name
 * @param online while it runs
 */
public record MigrateContainer(String host, String container, String to, boolean online)
    implements Command {
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
