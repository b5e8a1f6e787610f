package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container is no longer there, and a fresh read shows it.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname its name
 * @param movedTo the host it went to; absent: it was destroyed
 * @param findings lines of the tool that are more than its usual course; none is lost
 * @param verifiedBy what showed it
 */
public record ContainerDestroyed(
    String host,
    String container,
    @Nullable String hostname,
    @Nullable String movedTo,
    List<ContainerFinding> findings,
    String verifiedBy)
    implements Event {
  public ContainerDestroyed {
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
