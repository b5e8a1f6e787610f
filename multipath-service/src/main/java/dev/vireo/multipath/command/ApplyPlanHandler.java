package dev.vireo.multipath.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.multipath.projection.PlanHosts;
import dev.vireo.multipath.projection.PlanStore;
import dev.vireo.multipath.projection.PlanView;
import java.time.Duration;
import java.util.List;

/** Does what a plan says, exactly as it was shown. Applied again, it does only what is left. */
final class ApplyPlanHandler implements CommandHandler<ApplyPlan> {

  static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final PlanStore plans;
  private final PlanHosts planHosts;
  private final ViewPositions views;

  ApplyPlanHandler(PlanStore plans, PlanHosts planHosts, ViewPositions views) {
    this.plans = plans;
    this.planHosts = planHosts;
    this.views = views;
  }

  @Override
  public Result handle(Handling<ApplyPlan> handling) throws InterruptedException {
    ApplyPlan command = handling.command();
    var policy = Applying.policy(command.canary(), command.wave(), command.maxFailures());
    views.catchUp(CATCH_UP);
    PlanView plan =
        plans.plan(command.plan()).orElseThrow(() -> unknown(command.plan(), planHosts));
    List<String> hosts = planHosts.toChange(command.plan());
    return Applying.run(handling, command.plan(), hosts, policy, plan.ready().refuse());
  }

  /** There is no such plan here. */
  static InvalidMessage unknown(String plan, PlanHosts planHosts) {
    List<String> latest = planHosts.latest(3);
    return new InvalidMessage(
        "plan",
        "there is no plan '"
            + plan
            + "' in this estate; "
            + (latest.isEmpty()
                ? "none was made yet: make one with PlanPathPolicy (vireo plan path-policy)"
                : "the latest are " + String.join(", ", latest)));
  }
}
