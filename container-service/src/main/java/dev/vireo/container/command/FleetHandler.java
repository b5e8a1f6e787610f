package dev.vireo.container.command;

import dev.vireo.bus.Command;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A command about a fleet: one command for each of its hosts, and the sums of what they say.
 *
 * @param doing what is done, for the progress
 * @param select the selector of the command
 * @param perHost the command of one host
 * @param sums the figures that are summed up
 * @param <C> the fleet's command
 */
record FleetHandler<C extends Command>(
    HostSelection selection,
    String doing,
    Function<C, String> select,
    BiFunction<C, String, Command> perHost,
    List<String> sums)
    implements CommandHandler<C> {

  @Override
  public Result handle(Handling<C> handling) throws InterruptedException {
    C command = handling.command();
    List<Command> children =
        selection.select("select", select.apply(command)).stream()
            .map(h -> perHost.apply(command, h.name()))
            .toList();
    Fleet fleet = Fleet.run(handling, children, doing);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("hosts", Integer.toString(fleet.succeeded().size()));
    figures.put("failed", Integer.toString(fleet.failed().size()));
    int done = fleet.succeeded().size();
    StringBuilder summary =
        new StringBuilder(doing + ": " + done + (done == 1 ? " host done" : " hosts done"));
    for (String sum : sums) {
      figures.put(sum, Integer.toString(fleet.sum(sum)));
      summary.append(", ").append(fleet.sum(sum)).append(' ').append(sum);
    }
    return fleet.failed().isEmpty()
        ? Result.done(summary.toString(), figures)
        : Result.failed(
            fleet.reason(),
            summary + "; " + fleet.failed().size() + " failed:\n" + fleet.failures(20),
            figures);
  }
}
