package dev.vireo.console.command;

import dev.vireo.bus.Command;
import dev.vireo.console.Exit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo projections}. */
@picocli.CommandLine.Command(
    name = "projections",
    description = "What the services show in PostgreSQL.",
    subcommands = ProjectionsCommand.Rebuild.class)
final class ProjectionsCommand extends Group {

  /** The services that have projections. */
  enum Service {
    INVENTORY,
    MULTIPATH,
    CONTAINER,
    BACKUP
  }

  /** {@code vireo projections rebuild}. */
  @picocli.CommandLine.Command(
      name = "rebuild",
      description = "Drops what a service shows in PostgreSQL and replays it from the events.")
  static final class Rebuild extends Task {

    @Parameters(paramLabel = "SERVICE", description = "inventory, multipath, container or backup.")
    private Service service = Service.INVENTORY;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      Command command =
          switch (service) {
            case INVENTORY -> new dev.vireo.bus.inventory.RebuildProjections(reason);
            case MULTIPATH -> new dev.vireo.bus.multipath.RebuildProjections(reason);
            case CONTAINER -> new dev.vireo.bus.container.RebuildProjections(reason);
            case BACKUP -> new dev.vireo.bus.backup.RebuildProjections(reason);
          };
      return new Delivery(console, wait)
          .give(command, Set.of(), (outcome, heard) -> Result.show(console, outcome, heard));
    }
  }
}
