package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something was to be done to a container, and is not so.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param doing what was to be done
 * @param cause why, as far as it is known
 * @param command what was run on the host; absent: it did not come to that
 * @param exit its exit status
 * @param evidence what the cause is concluded from
 * @param advice what to do
 * @param checks what was checked, with its evidence
 * @param findings lines of the tool that are more than its usual course; none is lost
 * @param seen how a fresh read shows it; absent: it is not there, or could not be read
 * @param left what is left on the host of a container that was not made to its end; absent: nothing
 */
public record ContainerFailed(
    String host,
    String container,
    ContainerWork doing,
    FailureCause cause,
    @Nullable String command,
    @Nullable Integer exit,
    String evidence,
    String advice,
    List<StartCheck> checks,
    List<ContainerFinding> findings,
    @Nullable SeenContainer seen,
    @Nullable String left)
    implements Event {
  public ContainerFailed {
    checks = Absent.orEmpty(checks);
    findings = Absent.orEmpty(findings);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return container + " " + doing;
  }
}
