package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.service.query.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Plans and changes for command handlers, on virtual threads. It shows what the views have read:
 * who must see all that was said before first waits by {@link
 * dev.vireo.bus.service.ViewPositions#catchUp}.
 *
 * <p>Each method throws {@link dev.vireo.bus.kit.BusUnavailable} where the database does not
 * answer.
 */
@ApplicationScoped
public class PlanStore {

  private final PlanQueries plans;
  private final ChangeQueries changes;

  PlanStore(PlanQueries plans, ChangeQueries changes) {
    this.plans = plans;
    this.changes = changes;
  }

  /** The plan of this id. */
  public Optional<PlanView> plan(String plan) {
    return Blocking.answer("reading plan " + plan, () -> plans.plan(plan));
  }

  /** One host's part of a plan, with all its devices in the host's order. */
  public Optional<HostPlanned> hostPart(String plan, String host) {
    return Blocking.answer(
        "reading plan " + plan + " for " + host, () -> plans.hostPart(plan, host));
  }

  /** What the plan changed on the host and no roll-back undid, the first first. */
  public List<ChangeView> standingChanges(String plan, String host) {
    return Blocking.answer(
        "reading changes of plan " + plan + " on " + host, () -> changes.standing(plan, host));
  }
}
