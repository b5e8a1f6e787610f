package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Ends a definition; the container stays as it is.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 */
public record RemoveDefinition(String host, String container) implements Command {
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
