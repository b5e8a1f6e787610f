package dev.vireo.console.command;

import dev.vireo.bus.container.CreateContainer;
import dev.vireo.console.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo containers create}. */
@Command(
    name = "create",
    description = {
      "Makes containers, one or many, on the hosts with most room.",
      "Their ids are on no other host. What could not be made to its end is removed."
    })
final class ContainersCreateCommand extends Task {

  @Option(names = "--select", required = true, paramLabel = "SELECTOR", description = "The hosts.")
  private String select = "";

  @Option(
      names = "--template",
      required = true,
      paramLabel = "FILE",
      description = "The template, with its suffix or without. See vireo templates.")
  private String template = "";

  @Option(
      names = "--names",
      required = true,
      paramLabel = "PATTERN",
      description = "Their host names; {n} stands for 1, 2, ... and {n:3} for 001, 002, ...")
  private String names = "";

  @Option(names = "--count", paramLabel = "N", description = "How many; one if not given.")
  private @Nullable Integer count;

  @Option(
      names = "--addresses",
      paramLabel = "POOL",
      description =
          "What their addresses are taken from: 10.20.0.10-10.20.0.99, 10.20.0.0/24, or several with commas; none if not given.")
  private @Nullable String addresses;

  @Option(
      names = "--prefix",
      paramLabel = "N",
      description = "Length of the network prefix; that of a pool that is one network, else 24.")
  private @Nullable Integer prefix;

  @Option(names = "--first-id", paramLabel = "N", description = "The least id; 101 if not given.")
  private @Nullable Integer firstId;

  @Option(names = "--start", description = "Start each and see that its network is up.")
  private boolean start;

  @Option(
      names = "--keep-half-made",
      description = "Leave what could not be made to its end for a look.")
  private boolean keepHalfMade;

  @Mixin private ContainerOptions options;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    return ContainerResult.of(
        console,
        wait,
        new CreateContainer(
            select,
            template,
            count,
            names,
            addresses,
            prefix,
            options.gateway,
            options.nameservers,
            options.searchDomain,
            options.resources(),
            firstId,
            start,
            keepHalfMade));
  }
}
