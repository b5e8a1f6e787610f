package dev.vireo.bus.container;

import dev.vireo.bus.Event;

/**
 * A definition no longer holds.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 */
public record DefinitionRemoved(String host, String container) implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return container;
  }
}
