package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.CheckHostStandards;
import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.multipath.domain.Rollout;
import java.util.List;
import java.util.Map;

/**
 * Reads a fleet afresh and holds it against the standards. What a standard in force asks for is
 * then brought about: one host first, then ten at a time, and none after the first that fails.
 */
final class CheckStandardsHandler implements CommandHandler<CheckStandards> {

  private static final Rollout.Policy CAREFULLY = new Rollout.Policy(1, 10, 0);

  private final HostSelection selection;
  private final ViewPositions views;
  private final PlanThenApply planThenApply;

  CheckStandardsHandler(HostSelection selection, ViewPositions views, PlanThenApply planThenApply) {
    this.selection = selection;
    this.views = views;
    this.planThenApply = planThenApply;
  }

  @Override
  public Result handle(Handling<CheckStandards> handling) throws InterruptedException {
    String select = handling.command().select();
    List<Host> hosts = selection.select("select", select);
    views.catchUp(ApplyPlanHandler.CATCH_UP);
    Fleet fleet =
        Fleet.run(
            handling,
            hosts.stream().map(h -> new CheckHostStandards(h.name())).toList(),
            "checking");
    if (fleet.sum("change") > 0) {
      return planThenApply.apply(
          handling, PlanId.of(handling), PlanKind.PATH_POLICY, select, fleet, CAREFULLY);
    }
    Map<String, String> figures =
        Fleet.figures(
            "hosts", fleet.succeeded().size(),
            "failed", fleet.failed().size(),
            "drifted", fleet.sum("drifted"),
            "dead", fleet.sum("dead"));
    String summary =
        "%d hosts checked: %d devices depart from a standard, %d paths are dead"
            .formatted(fleet.succeeded().size(), fleet.sum("drifted"), fleet.sum("dead"));
    return fleet.failed().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(
            fleet.reason(),
            summary + "; " + fleet.failed().size() + " could not be read:\n" + fleet.failures(20),
            figures);
  }
}
