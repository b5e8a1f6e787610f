package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.inventory.domain.ProbeTick;
import java.util.List;

/**
 * Probes the hosts of a selector: one command per host, worked by as many instances as run, and the
 * totals in the end. A tick of the schedule goes to {@link Sweep} instead.
 */
final class ProbeHostsHandler implements CommandHandler<ProbeHosts> {

  private final HostSelection selection;
  private final Sweep sweep;

  ProbeHostsHandler(HostSelection selection, Sweep sweep) {
    this.selection = selection;
    this.sweep = sweep;
  }

  @Override
  public Result handle(Handling<ProbeHosts> handling) throws InterruptedException {
    if (handling.envelope().actor().equals(ProbeTick.ACTOR)) {
      return sweep.handle(handling);
    }
    List<Host> hosts = selection.select("select", handling.command().select());
    List<ProbeHost> commands = hosts.stream().map(h -> new ProbeHost(h.name())).toList();
    return Children.work(handling, commands).result("answer");
  }
}
