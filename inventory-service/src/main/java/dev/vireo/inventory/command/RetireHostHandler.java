package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.RetireHost;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import java.util.List;

/** Takes a host out of the inventory. */
final class RetireHostHandler implements CommandHandler<RetireHost> {

  private final HostSelection selection;
  private final Registry registry;

  RetireHostHandler(HostSelection selection, Registry registry) {
    this.selection = selection;
    this.registry = registry;
  }

  @Override
  public Result handle(Handling<RetireHost> handling) throws InterruptedException {
    String host = handling.command().host();
    registry.catchUp();
    // An earlier run of this very command may have come as far as the event.
    if (!handling.resumed() || registry.hosts().find(host).isPresent()) {
      selection.one("host", host);
      registry.holding(
          handling,
          List.of(Registry.entry(host)),
          () -> {
            if (registry.hosts().find(host).isPresent()) {
              handling.publish(new HostRetired(host, handling.command().reason()));
            }
            return host;
          });
    }
    return Result.done(host + " is retired; its past stays");
  }
}
