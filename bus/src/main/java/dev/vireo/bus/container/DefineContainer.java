package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Says how a container shall be, from now on. A definition that holds already is replaced.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param desired how it shall be
 * @param mode what is done about a departure
 */
public record DefineContainer(
    String host, String container, DefinedContainer desired, DefinitionMode mode)
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
