package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A container was stopped, and a fresh read shows it.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param forced whether it had to be killed
 * @param findings lines of the tool that are more than its usual course; none is lost
 * @param verifiedBy what showed it
 */
public record ContainerStopped(
    String host,
    String container,
    boolean forced,
    List<ContainerFinding> findings,
    String verifiedBy)
    implements Event {
  public ContainerStopped {
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
