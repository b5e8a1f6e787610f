package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.domain.UnreadListing;

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

  static Result of(String host, EsxHosts.NotEsxException e) {
    return Result.failed(
        FailureReason.HOST_REFUSED,
        host
            + ": it is no ESX host: to 'vmware -v' it answered "
            + e.getMessage()
            + "; leave it out of the selector (product=esx)");
  }

  /**
   * What had to be known before anything was done could not be read.
   *
   * @param then what to do when the host has been looked at, such as {@code scan it again}
   */
  static Result notGiven(String host, UnreadListing unread, String then) {
    return Result.failed(
        FailureReason.HOST_REFUSED,
        host
            + ": nothing was done, since it did not give its "
            + unread.listing()
            + ": "
            + unread.why()
            + "; look at the host, then "
            + then);
  }

  static Result busy(String host, java.time.Duration patience) {
    return Result.failed(
        FailureReason.BUSY,
        host
            + ": its storage paths are held by another command, also after "
            + patience.toSeconds()
            + " s; try again when that has ended");
  }
}
