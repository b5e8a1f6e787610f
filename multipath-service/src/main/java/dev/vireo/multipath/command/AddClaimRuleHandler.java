package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.AddClaimRule;
import dev.vireo.bus.multipath.AddHostClaimRule;
import dev.vireo.bus.multipath.PlanKind;
import java.util.List;

/** Plans, and unless it shall only be planned adds, a claim rule over a fleet. */
final class AddClaimRuleHandler implements CommandHandler<AddClaimRule> {

  private final HostSelection selection;
  private final PlanThenApply planThenApply;

  AddClaimRuleHandler(HostSelection selection, PlanThenApply planThenApply) {
    this.selection = selection;
    this.planThenApply = planThenApply;
  }

  @Override
  public Result handle(Handling<AddClaimRule> handling) throws InterruptedException {
    AddClaimRule command = handling.command();
    FromWire.rule(command.rule());
    List<Host> hosts = selection.select("select", command.select());
    String plan = PlanId.of(handling);
    Fleet planned =
        Fleet.run(
            handling,
            hosts.stream()
                .map(h -> new AddHostClaimRule(plan, h.name(), command.rule(), true))
                .toList(),
            "planning");
    return planThenApply.end(
        handling, plan, PlanKind.CLAIM_RULE, command.select(), planned, command.planOnly());
  }
}
