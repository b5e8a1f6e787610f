package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.command.HostSlots.Slot;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.ContainerHosts.NoContainersException;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives commands their turn at a container: its lease, a place on its host, the host itself. */
final class Turns {

  /** Longer than a lease, so that what a crash left behind has expired. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A host on which hundreds are made has each wait for those before it. */
  private static final Duration PATIENCE_FOR_A_PLACE = Duration.ofHours(2);

  private final Reached reached;
  private final HostSlots slots;

  Turns(Reached reached, HostSlots slots) {
    this.reached = reached;
    this.slots = slots;
  }

  /** What is done in a turn. */
  interface Body {
    Result run(Turn turn) throws UnreachableException, ScriptBrokenException, InterruptedException;
  }

  /** Does it, when it is this command's turn. */
  Result run(
      Handling<?> handling, String hostName, String container, ContainerWork doing, Body body)
      throws InterruptedException {
    ContainerId id = ContainerId.parse("container", container);
    Optional<Slot> slot = slots.take(handling, hostName, PATIENCE_FOR_A_PLACE);
    if (slot.isEmpty()) {
      return HostFailure.busy(hostName, PATIENCE_FOR_A_PLACE);
    }
    try (Slot held = slot.get()) {
      Optional<Lease> lease = handling.lease(hostName + "/container/" + id, PATIENCE);
      if (lease.isEmpty()) {
        return HostFailure.busy(hostName + ", container " + id, PATIENCE);
      }
      try (Lease mine = lease.get()) {
        return reached(handling, hostName, id, doing, body, mine, held);
      }
    }
  }

  private Result reached(
      Handling<?> handling,
      String hostName,
      ContainerId id,
      ContainerWork doing,
      Body body,
      Lease lease,
      Slot slot)
      throws InterruptedException {
    try {
      ContainerHost host = reached.reach(hostName);
      handling.checkpoint("after-reach");
      return body.run(new Turn(handling, host, id, lease, slot, doing));
    } catch (NoContainersException e) {
      return HostFailure.of(hostName, e);
    } catch (UnreachableException e) {
      Result result = HostFailure.of(hostName, e);
      return cut(handling, hostName, id, doing, result, FailureCause.CONNECTION_LOST, e);
    } catch (ScriptBrokenException e) {
      // The host may go on with what it was told: nobody else begins until that must be over.
      lease.leave();
      FailureCause cause =
          switch (e.reason()) {
            case EXEC_TIMEOUT, IDLE_TIMEOUT -> FailureCause.TIMED_OUT;
            case LOST, SHELL, OUTPUT_LIMIT -> FailureCause.CONNECTION_LOST;
          };
      return cut(handling, hostName, id, doing, HostFailure.of(hostName, e), cause, e);
    } catch (ContainerHost.UnreadHost e) {
      return cut(handling, hostName, id, doing, HostFailure.of(e), FailureCause.NOT_VERIFIED, e);
    } catch (ContainerHost.LostLease e) {
      Result lost = Result.failed(FailureReason.BUSY, String.valueOf(e.getMessage()));
      return cut(handling, hostName, id, doing, lost, FailureCause.NOT_VERIFIED, e);
    } catch (ContainerHost.UnsupportedWork e) {
      return Result.failed(FailureReason.HOST_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /** Nothing is known of what became of it; where nothing was begun, there is nothing to tell. */
  private static Result cut(
      Handling<?> handling,
      String host,
      ContainerId id,
      ContainerWork doing,
      Result result,
      FailureCause cause,
      Exception why) {
    if (!handling.intents().isEmpty()) {
      handling.publish(
          new ContainerFailed(
              host,
              id.text(),
              doing,
              cause,
              null,
              null,
              String.valueOf(why.getMessage()),
              Diagnosis.advice(cause, host, id),
              List.of(),
              List.of(),
              null,
              doing == ContainerWork.CREATE || doing == ContainerWork.CLONE
                  ? "perhaps half a container " + id + ", which the next scan shows"
                  : null));
    }
    return result;
  }
}
