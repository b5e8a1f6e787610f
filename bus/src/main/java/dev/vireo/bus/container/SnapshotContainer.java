package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Takes a snapshot of a container.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param snapshot its name: a letter, then letters, digits, {@code _} and {@code -}
 */
public record SnapshotContainer(String host, String container, String snapshot) implements Command {
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
