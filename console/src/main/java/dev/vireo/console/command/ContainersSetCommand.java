package dev.vireo.console.command;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo containers set}. */
@Command(
    name = "set",
    description = "Changes settings of a container; those that are not given stay.")
final class ContainersSetCommand extends Task {

  @Mixin private ContainerTarget target;

  @Option(names = "--hostname", paramLabel = "NAME", description = "Its name.")
  private @Nullable String hostname;

  @Option(
      names = "--addresses",
      split = ",",
      paramLabel = "ADDRESS",
      description = "All addresses that it shall have, comma-separated.")
  private List<String> addresses = List.of();

  @Option(names = "--no-address", description = "It shall have none.")
  private boolean noAddress;

  @Option(
      names = "--on-boot",
      negatable = true,
      description = "Whether it starts with the host: --on-boot or --no-on-boot.")
  private @Nullable Boolean onBoot;

  @Mixin private ContainerOptions options;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    ContainerResources resources = options.resources();
    if (noAddress && !addresses.isEmpty()) {
      throw Trouble.refused("Both --addresses and --no-address are given", "give one of them");
    }
    if (hostname == null
        && addresses.isEmpty()
        && !noAddress
        && onBoot == null
        && options.gateway == null
        && options.nameservers.isEmpty()
        && options.searchDomain == null
        && resources == null) {
      throw Trouble.refused(
          "No setting is given", "give what shall change, such as --memory-mib 512");
    }
    return ContainerResult.of(
        console,
        wait,
        new SetContainer(
            target.host(),
            target.container(),
            hostname,
            addresses,
            noAddress,
            options.gateway,
            options.nameservers,
            options.searchDomain,
            resources,
            onBoot));
  }
}
