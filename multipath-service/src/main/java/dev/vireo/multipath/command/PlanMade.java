package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanReady;
import java.util.Map;

/** The end of planning: what the hosts' parts come to. */
final class PlanMade {

  private PlanMade() {}

  /** Publishes the plan if any host could be read, and says how it stands. */
  static Result publish(
      Handling<?> handling, String plan, PlanKind kind, String select, Fleet fleet) {
    if (fleet.succeeded().isEmpty()) {
      return Result.failed(
          fleet.reason(), "there is no plan, since no host could be read:\n" + fleet.failures(20));
    }
    PlanReady ready = ready(plan, kind, select, fleet);
    handling.publish(ready);
    Map<String, String> figures = figures(ready);
    String summary =
        "%s for %d hosts: %d to change, %d refused, %d to stay"
            .formatted(plan, ready.hosts().size(), ready.change(), ready.refuse(), ready.keep());
    return ready.notRead().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(
            dev.vireo.bus.outcome.FailureReason.PARTLY_DONE,
            summary
                + "; "
                + ready.notRead().size()
                + " hosts could not be read and are not in it:\n"
                + fleet.failures(20),
            figures);
  }

  static PlanReady ready(String plan, PlanKind kind, String select, Fleet fleet) {
    return new PlanReady(
        plan,
        kind,
        select,
        fleet.succeeded(),
        fleet.failed(),
        fleet.sum("keep"),
        fleet.sum("change"),
        fleet.sum("refuse"));
  }

  static Map<String, String> figures(PlanReady ready) {
    return Fleet.figures(
        "plan", ready.plan(),
        "hosts", ready.hosts().size(),
        "notRead", ready.notRead().size(),
        "change", ready.change(),
        "refuse", ready.refuse(),
        "keep", ready.keep());
  }
}
