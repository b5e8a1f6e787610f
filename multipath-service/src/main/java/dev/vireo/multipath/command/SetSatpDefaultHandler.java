package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.SetHostSatpDefault;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import java.util.List;

/** Plans, and unless it shall only be planned sets, an array type's default over a fleet. */
final class SetSatpDefaultHandler implements CommandHandler<SetSatpDefault> {

  private final HostSelection selection;
  private final PlanThenApply planThenApply;

  SetSatpDefaultHandler(HostSelection selection, PlanThenApply planThenApply) {
    this.selection = selection;
    this.planThenApply = planThenApply;
  }

  @Override
  public Result handle(Handling<SetSatpDefault> handling) throws InterruptedException {
    SetSatpDefault command = handling.command();
    SatpName.parse(command.satp());
    PspName.parse(command.psp());
    FromWire.overrides(command.overrides(), handling.envelope().actor());
    List<Host> hosts = selection.select("select", command.select());
    String plan = PlanId.of(handling);
    Fleet planned =
        Fleet.run(
            handling,
            hosts.stream()
                .map(
                    h ->
                        new SetHostSatpDefault(
                            plan,
                            h.name(),
                            command.satp(),
                            command.psp(),
                            true,
                            command.overrides()))
                .toList(),
            "planning");
    return planThenApply.end(
        handling, plan, PlanKind.SATP_DEFAULT, command.select(), planned, command.planOnly());
  }
}
