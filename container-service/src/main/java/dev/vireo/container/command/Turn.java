package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerFinding;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One command's work on one container, while it holds the container's lease and a place on the
 * host. It keeps every line that the tools printed, so that each ends in an event.
 */
final class Turn {

  private final Handling<?> handling;
  private final ContainerHost host;
  private final ContainerId id;
  private final Lease lease;
  private final ContainerWork doing;
  private final List<ContainerFinding> findings = new ArrayList<>();
  private @Nullable Transcript last;

  Turn(Handling<?> handling, ContainerHost host, ContainerId id, Lease lease, ContainerWork doing) {
    this.handling = handling;
    this.host = host;
    this.id = id;
    this.lease = lease;
    this.doing = doing;
  }

  /** The same turn, doing something else with the container. */
  Turn as(ContainerWork other) {
    Turn next = new Turn(handling, host, id, lease, other);
    next.last = last;
    return next;
  }

  /** The turn of the same container, where it is now. */
  Turn at(ContainerHost other, ContainerWork next) {
    return new Turn(handling, other, id, lease, next);
  }

  Handling<?> handling() {
    return handling;
  }

  ContainerHost host() {
    return host;
  }

  ContainerId id() {
    return id;
  }

  Lease lease() {
    return lease;
  }

  /** The container as a fresh read shows it. */
  Optional<SeenContainer> seen()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return host.seen(id);
  }

  /** Writes down that something is about to be done; false if an earlier run wrote it already. */
  boolean intend(String step) {
    boolean first = !handling.intents().containsKey(step);
    handling.intend(List.of(new Journal.Intent(step, id.text())));
    return first;
  }

  /** Whether an earlier run of this command was about to do this. */
  boolean begun(String step) {
    return handling.intents().containsKey(step);
  }

  /** Has the host do something, and keeps what it said. */
  Transcript tell(Work work)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    handling.checkpoint("before-tell");
    Transcript told = host.tell(work, new WatchedLease(lease, handling));
    handling.checkpoint("after-tell");
    findings.addAll(Words.findings(told));
    last = told;
    return told;
  }

  /** Every line of the tools so far that is more than their usual course. */
  List<ContainerFinding> findings() {
    return List.copyOf(findings);
  }

  /** What the last command said, if one was run. */
  Optional<Transcript> last() {
    return Optional.ofNullable(last);
  }

  /** Says that it is not done, and why; for the tool's own refusal. */
  Result failed(Transcript told, @Nullable SeenContainer seen, @Nullable String left) {
    Diagnosis why = Diagnosis.of(told, host.name(), id);
    return failed(why, List.of(), seen, left);
  }

  /** Says that it is not done, and why. */
  Result failed(
      Diagnosis why, List<StartCheck> checks, @Nullable SeenContainer seen, @Nullable String left) {
    Transcript told = last;
    handling.publish(
        new ContainerFailed(
            host.name(),
            id.text(),
            doing,
            why.cause(),
            told == null ? null : told.command(),
            told == null || told.command() == null ? null : told.exit(),
            why.evidence(),
            why.advice(),
            checks,
            findings(),
            seen,
            left));
    return Result.failed(
        reason(why.cause()),
        host.name()
            + ", container "
            + id
            + ": "
            + why.cause()
            + ": "
            + why.evidence()
            + (left == null ? "" : "; left on the host: " + left)
            + "; "
            + why.advice(),
        Fleet.figures("cause", why.cause(), "container", id, "host", host.name()));
  }

  private static FailureReason reason(FailureCause cause) {
    return switch (cause) {
      case CONNECTION_LOST -> FailureReason.CONNECTION_LOST;
      case TIMED_OUT -> FailureReason.TIMED_OUT;
      case LOCKED -> FailureReason.BUSY;
      case NOT_VERIFIED, NETWORK_DOWN, GATEWAY_SILENT, NO_NETWORK_CONFIG, INIT_DEAD ->
          FailureReason.NOT_VERIFIED;
      default -> FailureReason.HOST_REFUSED;
    };
  }
}
