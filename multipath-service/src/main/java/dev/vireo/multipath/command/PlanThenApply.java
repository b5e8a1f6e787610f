package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.multipath.domain.Rollout;
import dev.vireo.multipath.projection.PlanHosts;
import java.util.List;
import java.util.Set;

/** The second half of commands that make a plan and, at once, apply it. */
final class PlanThenApply {

  private final PlanHosts planHosts;
  private final ViewPositions views;

  PlanThenApply(PlanHosts planHosts, ViewPositions views) {
    this.planHosts = planHosts;
    this.views = views;
  }

  /** Publishes the plan; unless it shall only be planned, applies it to all hosts at once. */
  Result end(
      Handling<?> handling,
      String plan,
      PlanKind kind,
      String select,
      Fleet planned,
      boolean planOnly)
      throws InterruptedException {
    if (planOnly || planned.succeeded().isEmpty()) {
      return PlanMade.publish(handling, plan, kind, select, planned);
    }
    List<String> all = planned.succeeded();
    return apply(handling, plan, kind, select, planned, Applying.allAtOnce(Set.copyOf(all)));
  }

  /** Publishes the plan and applies it in stages. */
  Result apply(
      Handling<?> handling,
      String plan,
      PlanKind kind,
      String select,
      Fleet planned,
      Rollout.Policy policy)
      throws InterruptedException {
    PlanReady ready = PlanMade.ready(plan, kind, select, planned);
    handling.publish(ready);
    handling.flush();
    views.catchUp(ApplyPlanHandler.CATCH_UP);
    Result applied = Applying.run(handling, plan, planHosts.toChange(plan), policy, ready.refuse());
    if (ready.notRead().isEmpty() || !(applied instanceof Result.Done done)) {
      return applied;
    }
    return Result.failed(
        dev.vireo.bus.outcome.FailureReason.PARTLY_DONE,
        done.summary()
            + "; "
            + ready.notRead().size()
            + " hosts could not be read and were left alone:\n"
            + planned.failures(20),
        done.figures());
  }
}
