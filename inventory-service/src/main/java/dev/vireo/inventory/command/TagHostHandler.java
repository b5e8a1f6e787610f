package dev.vireo.inventory.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.TagHost;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.inventory.domain.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sets and removes tags. All hosts are held against the grammar before the first is changed. */
final class TagHostHandler implements CommandHandler<TagHost> {

  private final HostSelection selection;
  private final Registry registry;

  TagHostHandler(HostSelection selection, Registry registry) {
    this.selection = selection;
    this.registry = registry;
  }

  @Override
  public Result handle(Handling<TagHost> handling) throws InterruptedException {
    TagHost command = handling.command();
    if (command.set().isEmpty() && command.remove().isEmpty()) {
      throw new InvalidMessage("set", "neither set nor remove names a tag; give at least one");
    }
    Tags.check("set", command.set());
    Tags.checkKeys("remove", command.remove());
    List<Host> hosts = selection.select("select", command.select());
    int changed =
        registry.holding(handling, Registry.entries(hosts), () -> change(handling, hosts));
    return Result.done(
        changed + " of " + hosts.size() + " hosts have other tags now",
        Map.of("hosts", Integer.toString(hosts.size()), "changed", Integer.toString(changed)));
  }

  private int change(Handling<TagHost> handling, List<Host> hosts) {
    TagHost command = handling.command();
    List<HostTagged> events = new ArrayList<>();
    for (Host host : hosts) {
      registry
          .hosts()
          .find(host.name())
          .ifPresent(
              now -> {
                Map<String, String> tags =
                    Tags.changed(now.tags(), command.set(), command.remove());
                if (!tags.equals(now.tags())) {
                  events.add(new HostTagged(now.name(), tags));
                }
              });
    }
    events.forEach(handling::publish);
    return events.size();
  }
}
