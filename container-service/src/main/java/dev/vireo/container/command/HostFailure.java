package dev.vireo.container.command;

import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.ContainerHosts.NoContainersException;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;

/** How a host that cannot be worked with ends a command. */
final class HostFailure {

  private HostFailure() {}

  static Result of(String host, UnreachableException e) {
    return Result.failed(FailureReason.UNREACHABLE, host + ": " + e.getMessage());
  }

  static Result of(String host, ScriptBrokenException e) {
    FailureReason reason =
        switch (e.reason()) {
          case LOST -> FailureReason.CONNECTION_LOST;
          case EXEC_TIMEOUT, IDLE_TIMEOUT -> FailureReason.TIMED_OUT;
          case SHELL, OUTPUT_LIMIT -> FailureReason.HOST_REFUSED;
        };
    return Result.failed(reason, host + ": " + e.getMessage());
  }

  static Result of(String host, NoContainersException e) {
    return Result.failed(
        FailureReason.HOST_REFUSED,
        host
            + ": it has no containers that are known here; it answered "
            + e.getMessage()
            + "; leave it out of the selector");
  }

  static Result of(ContainerHost.UnreadHost e) {
    return Result.failed(FailureReason.HOST_REFUSED, String.valueOf(e.getMessage()));
  }

  static Result busy(String what, Duration patience) {
    return Result.failed(
        FailureReason.BUSY,
        what
            + ": held by another command, also after "
            + patience.toSeconds()
            + " s; try again when that has ended");
  }
}
