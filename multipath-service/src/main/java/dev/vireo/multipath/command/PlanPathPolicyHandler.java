package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.PlanHostPathPolicy;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.MalformedValue;
import dev.vireo.multipath.domain.SatpName;
import java.util.List;

/** Makes a plan over a fleet: each host is read and judged by a command of its own. */
final class PlanPathPolicyHandler implements CommandHandler<PlanPathPolicy> {

  private final HostSelection selection;
  private final ViewPositions views;

  PlanPathPolicyHandler(HostSelection selection, ViewPositions views) {
    this.selection = selection;
    this.views = views;
  }

  @Override
  public Result handle(Handling<PlanPathPolicy> handling) throws InterruptedException {
    PlanPathPolicy command = handling.command();
    check(command, handling.envelope().actor());
    List<Host> hosts = selection.select("select", command.select());
    views.catchUp(ApplyPlanHandler.CATCH_UP);
    String plan = PlanId.of(handling);
    Fleet fleet =
        Fleet.run(
            handling,
            hosts.stream()
                .map(
                    h ->
                        new PlanHostPathPolicy(
                            plan,
                            h.name(),
                            command.satp(),
                            command.psp(),
                            command.roundRobin(),
                            command.devices(),
                            command.overrides()))
                .toList(),
            "planning");
    return PlanMade.publish(handling, plan, PlanKind.PATH_POLICY, command.select(), fleet);
  }

  /** What can be said without asking a host is said at once. */
  private static void check(PlanPathPolicy command, String actor) {
    FromWire.goal(command.psp(), command.roundRobin());
    if (command.satp() == null && command.devices().isEmpty()) {
      throw new MalformedValue(
          "satp", "", 0, "selects nothing", "name a SATP (e.g. VMW_SATP_SVC) or devices");
    }
    if (command.satp() != null) {
      SatpName.parse(command.satp());
    }
    command.devices().forEach(DeviceId::parse);
    FromWire.overrides(command.overrides(), actor);
  }
}
