package dev.vireo.console.command;

import dev.vireo.bus.container.ContainerResources;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Settings that a container is made with, and that can be changed. */
@Command
final class ContainerOptions {

  @Option(names = "--gateway", paramLabel = "ADDRESS", description = "Its gateway.")
  @Nullable String gateway;

  @Option(
      names = "--nameservers",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Its name servers, comma-separated.")
  List<String> nameservers = List.of();

  @Option(names = "--search-domain", paramLabel = "DOMAIN", description = "Its search domain.")
  @Nullable String searchDomain;

  @Option(names = "--memory-mib", paramLabel = "N", description = "Memory in MiB.")
  private @Nullable Integer memoryMiB;

  @Option(names = "--swap-mib", paramLabel = "N", description = "Swap in MiB.")
  private @Nullable Integer swapMiB;

  @Option(names = "--disk-gib", paramLabel = "N", description = "Disk in GiB.")
  private @Nullable Integer diskGiB;

  @Option(names = "--cpus", paramLabel = "N", description = "Processors.")
  private @Nullable Integer cpus;

  @Option(names = "--cpu-units", paramLabel = "N", description = "Weight among the others there.")
  private @Nullable Integer cpuUnits;

  /** What it may use; null where nothing is said of it. */
  @Nullable ContainerResources resources() {
    return memoryMiB == null
            && swapMiB == null
            && diskGiB == null
            && cpus == null
            && cpuUnits == null
        ? null
        : new ContainerResources(memoryMiB, swapMiB, diskGiB, cpus, cpuUnits);
  }
}
