package dev.vireo.bus.container;

import dev.vireo.bus.Event;

/**
 * A definition holds from now on.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param desired how it shall be
 * @param mode what is done about a departure
 */
public record ContainerDefined(
    String host, String container, DefinedContainer desired, DefinitionMode mode) implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return container;
  }
}
