package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.service.ViewPositions;
import java.time.Duration;
import java.util.List;

/** Reads a fleet afresh, each host by a command of its own. */
final class ScanPathsHandler implements CommandHandler<ScanPaths> {

  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final HostSelection selection;
  private final ViewPositions views;

  ScanPathsHandler(HostSelection selection, ViewPositions views) {
    this.selection = selection;
    this.views = views;
  }

  @Override
  public Result handle(Handling<ScanPaths> handling) throws InterruptedException {
    List<Host> hosts = selection.select("select", handling.command().select());
    // What has changed is told by comparing with the last read, so that one must be in the views.
    views.catchUp(CATCH_UP);
    Fleet fleet =
        Fleet.run(
            handling, hosts.stream().map(h -> new ScanHostPaths(h.name())).toList(), "scanning");
    var figures =
        Fleet.figures(
            "hosts", fleet.succeeded().size(),
            "failed", fleet.failed().size(),
            "devices", fleet.sum("devices"),
            "paths", fleet.sum("paths"),
            "dead", fleet.sum("dead"));
    String summary =
        "%d hosts read: %d devices, %d paths, %d of them dead"
            .formatted(
                fleet.succeeded().size(),
                fleet.sum("devices"),
                fleet.sum("paths"),
                fleet.sum("dead"));
    return fleet.failed().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(
            fleet.reason(),
            summary + "; " + fleet.failed().size() + " could not be read:\n" + fleet.failures(20),
            figures);
  }
}
