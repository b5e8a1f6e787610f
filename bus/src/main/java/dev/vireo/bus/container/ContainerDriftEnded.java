package dev.vireo.bus.container;

import dev.vireo.bus.Event;

/**
 * A container is as its definition says again, or there is none any more.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param reason what ended it
 */
public record ContainerDriftEnded(String host, String container, String reason) implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return container;
  }
}
