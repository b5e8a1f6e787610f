package dev.vireo.multipath.command;

import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Intent;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.RollBackHostPlan;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.multipath.projection.PlanHosts;
import dev.vireo.multipath.projection.PlanStore;
import java.util.List;
import java.util.Map;

/** Undoes what a plan did, all its hosts at once. */
final class RollBackPlanHandler implements CommandHandler<RollBackPlan> {

  private final PlanStore plans;
  private final PlanHosts planHosts;
  private final ViewPositions views;

  RollBackPlanHandler(PlanStore plans, PlanHosts planHosts, ViewPositions views) {
    this.plans = plans;
    this.planHosts = planHosts;
    this.views = views;
  }

  @Override
  public Result handle(Handling<RollBackPlan> handling) throws InterruptedException {
    RollBackPlan command = handling.command();
    views.catchUp(ApplyPlanHandler.CATCH_UP);
    if (plans.plan(command.plan()).isEmpty()) {
      throw ApplyPlanHandler.unknown(command.plan(), planHosts);
    }
    List<String> hosts = hosts(handling);
    Fleet fleet =
        Fleet.run(
            handling,
            hosts.stream().map(h -> new RollBackHostPlan(command.plan(), h)).toList(),
            "rolling back");
    PlanRolledBack rolledBack =
        new PlanRolledBack(
            command.plan(),
            fleet.sum("restored"),
            fleet.sum("failed"),
            fleet.lines("notKnown"),
            command.reason());
    handling.publish(rolledBack);
    Map<String, String> figures =
        Fleet.figures(
            "plan", command.plan(),
            "hosts", fleet.succeeded().size(),
            "hostsFailed", fleet.failed().size(),
            "restored", rolledBack.restored(),
            "failed", rolledBack.failed());
    String summary =
        "%s: %d brought back and verified on %d hosts%s"
            .formatted(
                command.plan(),
                rolledBack.restored(),
                fleet.succeeded().size(),
                rolledBack.notKnown().isEmpty()
                    ? ""
                    : "; of " + rolledBack.notKnown().size() + " not all can be known");
    return fleet.failed().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(fleet.reason(), summary + ":\n" + fleet.failures(20), figures);
  }

  /**
   * Hosts where something is to be undone. They are written down before the first is begun: after a
   * crash those that were undone meanwhile belong to it too.
   */
  private List<String> hosts(Handling<RollBackPlan> handling) {
    if (handling.resumed() && !handling.intents().isEmpty()) {
      return List.copyOf(handling.intents().keySet());
    }
    List<String> hosts = planHosts.changed(handling.command().plan());
    handling.intend(hosts.stream().map(h -> new Intent(h, "roll back")).toList());
    return hosts;
  }
}
