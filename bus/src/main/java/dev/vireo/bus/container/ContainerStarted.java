package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container runs and its network is up; every check is told.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname its name
 * @param checks what was checked, with its evidence
 * @param findings lines of the tool that are more than its usual course; none is lost
 */
public record ContainerStarted(
    String host,
    String container,
    @Nullable String hostname,
    List<StartCheck> checks,
    List<ContainerFinding> findings)
    implements Event {
  public ContainerStarted {
    checks = Absent.orEmpty(checks);
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
