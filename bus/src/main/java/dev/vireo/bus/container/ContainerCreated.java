package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container is there that was not.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname its name
 * @param origin where it came from
 * @param from the template, or the container or host it came from
 * @param addresses its addresses
 * @param findings lines of the tool that are more than its usual course; none is lost
 * @param verifiedBy what showed it
 * @param template the template it was once made of; absent where the host does not tell, and where
 *     {@code from} is it
 */
public record ContainerCreated(
    String host,
    String container,
    String hostname,
    ContainerOrigin origin,
    String from,
    List<String> addresses,
    List<ContainerFinding> findings,
    String verifiedBy,
    @Nullable String template)
    implements Event {
  public ContainerCreated {
    addresses = Absent.orEmpty(addresses);
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
