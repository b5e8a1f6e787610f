package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.UnreadListing;
import java.util.Optional;

/** Reads one host and says what it shows, and which paths changed their state. */
final class ScanHostPathsHandler implements CommandHandler<ScanHostPaths> {

  private final HostSelection selection;
  private final EsxHosts hosts;
  private final Observation observation;

  ScanHostPathsHandler(HostSelection selection, EsxHosts hosts, Observation observation) {
    this.selection = selection;
    this.hosts = hosts;
    this.observation = observation;
  }

  @Override
  public Result handle(Handling<ScanHostPaths> handling) throws InterruptedException {
    String name = handling.command().host();
    try {
      HostStorage seen = hosts.read(selection.one("host", name)).storage();
      Optional<UnreadListing> lacking = Observation.lacking(seen);
      if (lacking.isPresent()) {
        return HostFailure.notGiven(name, lacking.get(), "scan it again");
      }
      observation.publish(handling, seen);
      return Result.done(
          "%s: %d devices, %d paths"
              .formatted(seen.version(), seen.devices().size(), seen.paths().size()),
          Observation.figures(seen));
    } catch (UnreachableException e) {
      return HostFailure.of(name, e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(name, e);
    } catch (NotEsxException e) {
      return HostFailure.of(name, e);
    }
  }
}
