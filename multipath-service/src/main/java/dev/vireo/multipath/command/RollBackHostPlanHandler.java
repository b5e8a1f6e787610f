package dev.vireo.multipath.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.RollBackHostPlan;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.projection.ChangeView;
import dev.vireo.multipath.projection.ChangeView.DevicePolicy;
import dev.vireo.multipath.projection.PlanStore;
import java.util.List;
import java.util.Optional;

/** Undoes one host's part of a plan, whatever its kind, while it holds the host's storage paths. */
final class RollBackHostPlanHandler implements CommandHandler<RollBackHostPlan> {

  private final HostSelection selection;
  private final EsxHosts hosts;
  private final PlanStore plans;

  RollBackHostPlanHandler(HostSelection selection, EsxHosts hosts, PlanStore plans) {
    this.selection = selection;
    this.hosts = hosts;
    this.plans = plans;
  }

  @Override
  public Result handle(Handling<RollBackHostPlan> handling) throws InterruptedException {
    RollBackHostPlan command = handling.command();
    HostPlanned part =
        plans
            .hostPart(command.plan(), command.host())
            .orElseThrow(
                () ->
                    new InvalidMessage(
                        "plan", command.plan() + " says nothing of host " + command.host()));
    Host host = selection.one("host", command.host());
    Optional<Lease> lease =
        handling.lease(ApplyHostPlanHandler.storageOf(host), ApplyHostPlanHandler.PATIENCE);
    if (lease.isEmpty()) {
      return HostFailure.busy(host.name(), ApplyHostPlanHandler.PATIENCE);
    }
    try (Lease held = lease.get()) {
      List<ChangeView.What> changes = changes(command);
      if (changes.isEmpty() && !handling.resumed()) {
        return Result.done(
            "the plan changed nothing on " + host.name() + " that is not rolled back",
            Fleet.figures("restored", 0));
      }
      EsxHosts.Read read = hosts.read(host);
      handling.checkpoint("after-read");
      Optional<UnreadListing> refused = read.refused();
      if (refused.isPresent()) {
        return HostFailure.notGiven(host.name(), refused.get(), "roll the plan back again");
      }
      return switch (part.kind()) {
        case PATH_POLICY ->
            new PathPolicyReturn(handling, part, devices(changes), held, read).run();
        case SATP_DEFAULT, CLAIM_RULE -> new SatpChange(handling, part, held, read).rollBack();
      };
    } catch (UnreachableException e) {
      return HostFailure.of(host.name(), e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(host.name(), e);
    } catch (NotEsxException e) {
      return HostFailure.of(host.name(), e);
    }
  }

  /** The plan's changes on this host that still stand, oldest first. */
  private List<ChangeView.What> changes(RollBackHostPlan command) {
    return plans.standingChanges(command.plan(), command.host()).stream()
        .map(ChangeView::what)
        .toList();
  }

  private static List<DevicePolicy> devices(List<ChangeView.What> changes) {
    return changes.stream()
        .filter(DevicePolicy.class::isInstance)
        .map(DevicePolicy.class::cast)
        .toList();
  }
}
