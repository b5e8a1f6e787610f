package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ApplyHostPlan;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.multipath.domain.Rollout;
import dev.vireo.multipath.domain.Rollout.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a plan over its hosts, stage by stage, as the {@link Rollout} decides. After a crash it
 * goes the same way again: hosts that have ended are recognised by their commands' ids.
 */
final class Applying {

  private Applying() {}

  /**
   * Applies a plan.
   *
   * @param hosts the hosts where it changes something, in order
   * @param refused devices of the plan that are not touched for a safety rule
   */
  static Result run(
      Handling<?> handling, String plan, List<String> hosts, Rollout.Policy policy, int refused)
      throws InterruptedException {
    Rollout rollout = new Rollout(hosts, policy);
    Fleet fleet = Fleet.empty();
    Decision last = rollout.next(Set.of(), Map.of());
    while (last instanceof Decision.StartHosts start) {
      handling.checkpoint("before-wave");
      fleet.add(
          handling,
          start.hosts().stream().map(h -> new ApplyHostPlan(plan, h)).toList(),
          "applying",
          hosts.size());
      // All that were begun have ended, so there is nothing to wait for.
      last = rollout.next(fleet.byHost().keySet(), ended(fleet.byHost()));
    }
    List<String> untouched = last instanceof Decision.Stop stop ? stop.untouched() : List.of();
    String stopped = last instanceof Decision.Stop stop ? stop.reason() : null;
    PlanFinished finished =
        new PlanFinished(
            plan,
            fleet.succeeded(),
            fleet.failed(),
            untouched,
            fleet.sum("changed"),
            fleet.sum("unchanged"),
            fleet.sum("failed"),
            refused,
            stopped);
    handling.publish(finished);
    return result(finished, fleet);
  }

  private static Map<String, Rollout.Ended> ended(Map<String, Ended> byHost) {
    Map<String, Rollout.Ended> ended = new HashMap<>();
    byHost.forEach(
        (host, end) ->
            ended.put(host, end.succeeded() ? Rollout.Ended.SUCCEEDED : Rollout.Ended.FAILED));
    return ended;
  }

  private static Result result(PlanFinished finished, Fleet fleet) {
    Map<String, String> figures =
        Fleet.figures(
            "plan", finished.plan(),
            "hostsDone", finished.hostsDone().size(),
            "hostsFailed", finished.hostsFailed().size(),
            "hostsNotStarted", finished.hostsNotStarted().size(),
            "changed", finished.changed(),
            "unchanged", finished.unchanged(),
            "failed", finished.failed(),
            "refused", finished.refused());
    String summary =
        "%s: %d devices changed and verified, %d were so already, %d failed, %d refused; %d hosts done, %d failed"
            .formatted(
                finished.plan(),
                finished.changed(),
                finished.unchanged(),
                finished.failed(),
                finished.refused(),
                finished.hostsDone().size(),
                finished.hostsFailed().size());
    if (finished.stopped() != null) {
      return Result.failed(
          FailureReason.STOPPED,
          summary
              + "; it stopped by itself: "
              + finished.stopped()
              + "; "
              + finished.hostsNotStarted().size()
              + " hosts were not touched:\n"
              + fleet.failures(20),
          figures);
    }
    return finished.hostsFailed().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(fleet.reason(), summary + ":\n" + fleet.failures(20), figures);
  }

  /** Stages, as a command asked for them. */
  static Rollout.Policy policy(
      @Nullable Integer canary, @Nullable Integer wave, @Nullable Integer maxFailures) {
    return new Rollout.Policy(
        canary == null ? 0 : canary,
        wave == null ? 0 : wave,
        maxFailures == null ? 0 : maxFailures);
  }

  /** Nothing stands between the hosts: all at once, whatever fails. */
  static Rollout.Policy allAtOnce(Set<String> hosts) {
    return new Rollout.Policy(0, 0, hosts.size());
  }
}
