package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerFinding;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.command.HostSlots.Slot;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Slot slot;
  private final ContainerWork doing;
  private final Set<String> intents;
  private final List<ContainerFinding> findings = new ArrayList<>();
  private @Nullable Transcript last;

  Turn(
      Handling<?> handling,
      ContainerHost host,
      ContainerId id,
      Lease lease,
      Slot slot,
      ContainerWork doing) {
    // What no run of it was before has nothing written down.
    this(
        handling,
        host,
        id,
        lease,
        slot,
        doing,
        handling.resumed() ? new HashSet<>(handling.intents().keySet()) : new HashSet<>());
  }

  private Turn(
      Handling<?> handling,
      ContainerHost host,
      ContainerId id,
      Lease lease,
      Slot slot,
      ContainerWork doing,
      Set<String> intents) {
    this.handling = handling;
    this.host = host;
    this.id = id;
    this.lease = lease;
    this.slot = slot;
    this.doing = doing;
    this.intents = intents;
  }

  /** The same turn, doing something else with the container. */
  Turn as(ContainerWork other) {
    Turn next = new Turn(handling, host, id, lease, slot, other, intents);
    next.last = last;
    return next;
  }

  /** The turn of the same container, where it is now. */
  Turn at(ContainerHost other, ContainerWork next) {
    return new Turn(handling, other, id, lease, slot, next, intents);
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

  /** Writes down that something is about to be done. */
  void intend(String step) {
    handling.intend(List.of(new Journal.Intent(step, id.text())));
    intents.add(step);
  }

  /** Whether this command, in this run or an earlier one, was about to do this. */
  boolean begun(String step) {
    return intents.contains(step);
  }

  /** Has the host do something, and keeps what it said. */
  Transcript tell(Work work)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    handling.checkpoint("before-tell");
    return noted(host.tell(work, new WatchedLease(lease, handling)));
  }

  /** {@link #tell}, and where that succeeded a fresh read of the container after it. */
  ContainerHost.Told tellAndSee(Work work)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    handling.checkpoint("before-tell");
    ContainerHost.Told told = host.tellAndSee(work, id, new WatchedLease(lease, handling));
    var unused = noted(told.transcript());
    return told;
  }

  private Transcript noted(Transcript told) {
    handling.checkpoint("after-tell");
    findings.addAll(Words.findings(told));
    last = told;
    return told;
  }

  /** Has told the host all there was to tell; what is left is to look at it. */
  void onlyLooks() {
    slot.onlyLooks();
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
