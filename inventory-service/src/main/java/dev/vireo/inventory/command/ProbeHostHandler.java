package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;

/** Probes one host. Ends failed as {@code UNREACHABLE} where it does not answer. */
final class ProbeHostHandler implements CommandHandler<ProbeHost> {

  private final HostSelection selection;
  private final Watch watch;

  ProbeHostHandler(HostSelection selection, Watch watch) {
    this.selection = selection;
    this.watch = watch;
  }

  @Override
  public Result handle(Handling<ProbeHost> handling) throws InterruptedException {
    Host host = selection.one("host", handling.command().host());
    return Sightings.result("", host, watch.lookAndTell(handling, host));
  }
}
