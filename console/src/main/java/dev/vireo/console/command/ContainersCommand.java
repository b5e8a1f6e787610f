package dev.vireo.console.command;

import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.console.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo containers}. */
@Command(
    name = "containers",
    description = "Containers: made, started so that their network is up, changed, destroyed.",
    subcommands = {
      ContainersListCommand.class,
      ContainersShowCommand.class,
      ContainersCreateCommand.class,
      ContainersCommand.Start.class,
      ContainersCommand.Stop.class,
      ContainersCommand.Restart.class,
      ContainersSetCommand.class,
      ContainersCommand.Snapshot.class,
      ContainersMoveCommands.Clone.class,
      ContainersMoveCommands.Migrate.class,
      ContainersMoveCommands.Destroy.class,
      ContainersDefineCommands.Define.class,
      ContainersDefineCommands.Undefine.class,
      ContainersDefineCommands.Check.class
    })
final class ContainersCommand extends Group {

  /** {@code vireo containers start}. */
  @Command(
      name = "start",
      description = {
        "Starts a container, and sees that it runs and that its network is up.",
        "Checked are: its state, its process 1, address, default route, resolv.conf, gateway."
      })
  static final class Start extends Task {

    @Mixin private ContainerTarget target;

    @Option(
        names = "--within-seconds",
        paramLabel = "N",
        description = "How long its network may take to come up; 60 if not given.")
    private @Nullable Integer withinSeconds;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new StartContainer(target.host(), target.container(), withinSeconds));
    }
  }

  /** {@code vireo containers stop}. */
  @Command(name = "stop", description = "Stops a container.")
  static final class Stop extends Task {

    @Mixin private ContainerTarget target;

    @Option(names = "--kill", description = "Do not wait for it to shut down.")
    private boolean kill;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new StopContainer(target.host(), target.container(), kill));
    }
  }

  /** {@code vireo containers restart}. */
  @Command(
      name = "restart",
      description = "Stops a container and starts it, and sees that its network is up.")
  static final class Restart extends Task {

    @Mixin private ContainerTarget target;

    @Option(
        names = "--within-seconds",
        paramLabel = "N",
        description = "How long its network may take to come up; 60 if not given.")
    private @Nullable Integer withinSeconds;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new RestartContainer(target.host(), target.container(), withinSeconds));
    }
  }

  /** {@code vireo containers snapshot}. */
  @Command(name = "snapshot", description = "Takes a snapshot of a container.")
  static final class Snapshot extends Task {

    @Mixin private ContainerTarget target;

    @Parameters(
        index = "2",
        paramLabel = "SNAPSHOT",
        description = "Its name: a letter, then letters, digits, _ and -.")
    private String snapshot = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new SnapshotContainer(target.host(), target.container(), snapshot));
    }
  }
}
