package dev.vireo.console.command;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.console.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands after which a container is there twice, elsewhere, or no longer. */
final class ContainersMoveCommands {

  private ContainersMoveCommands() {}

  /** {@code vireo containers clone}. */
  @Command(
      name = "clone",
      description =
          "Copies a container that does not run; the copy has an id of its own and no address.")
  static final class Clone extends Task {

    @Mixin private ContainerTarget target;

    @Option(
        names = "--hostname",
        required = true,
        paramLabel = "NAME",
        description = "Name of the copy.")
    private String hostname = "";

    @Option(
        names = "--first-id",
        paramLabel = "N",
        description = "The least id of the copy; 101 if not given.")
    private @Nullable Integer firstId;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new CloneContainer(target.host(), target.container(), hostname, firstId));
    }
  }

  /** {@code vireo containers migrate}. */
  @Command(
      name = "migrate",
      description = {
        "Moves a container to another host; one that ran must be up again over there.",
        "Proxmox VE moves within a cluster, and one that runs by stopping and starting it."
      })
  static final class Migrate extends Task {

    @Mixin private ContainerTarget target;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "HOST",
        description = "The host it goes to.")
    private String to = "";

    @Option(names = "--online", description = "Without stopping it, where the host can.")
    private boolean online;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console,
          wait,
          new MigrateContainer(target.host(), target.container(), HostNames.require(to), online));
    }
  }

  /** {@code vireo containers destroy}. */
  @Command(name = "destroy", description = "Destroys a container and all that is in it.")
  static final class Destroy extends Task {

    @Mixin private ContainerTarget target;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Its host name once more, so that no other one is meant.")
    private String name = "";

    @Option(names = "--stop", description = "Stop it first; a running one is refused otherwise.")
    private boolean stop;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return ContainerResult.of(
          console, wait, new DestroyContainer(target.host(), target.container(), name, stop));
    }
  }
}
