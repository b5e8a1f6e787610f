package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * Settings of a container were changed, and a fresh read shows it.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param changes what changed
 * @param findings lines of the tool that are more than its usual course; none is lost
 * @param verifiedBy what showed it
 */
public record ContainerChanged(
    String host,
    String container,
    List<ContainerChange> changes,
    List<ContainerFinding> findings,
    String verifiedBy)
    implements Event {
  public ContainerChanged {
    changes = Absent.orEmpty(changes);
    findings = Absent.orEmpty(findings);
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
