package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A container is not as its definition says.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param departures each departure, from what it shall be to what it is
 * @param mode what is done about it
 */
public record ContainerDrifted(
    String host, String container, List<ContainerChange> departures, DefinitionMode mode)
    implements Event {
  public ContainerDrifted {
    departures = Absent.orEmpty(departures);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return container;
  }
}
