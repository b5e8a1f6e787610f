package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Destroys a container and all that is in it.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param name its host name once more, so that no other container is meant
 * @param stop stop it before if it runs; absent: a running one is left alone
 */
public record DestroyContainer(String host, String container, String name, boolean stop)
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
