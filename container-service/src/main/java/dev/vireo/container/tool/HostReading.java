package dev.vireo.container.tool;

import dev.vireo.bus.container.SeenContainer;
import dev.vireo.container.domain.lifecycle.ContainerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One read of a host.
 *
 * @param product what it is, such as {@code OpenVZ 4.11.1}
 * @param readAt when the read ended
 * @param freeMemoryMiB empty where it is not known
 * @param freeDiskMiB empty where it is not known
 * @param containers all its containers
 * @param unparsed lines that were not understood
 */
public record HostReading(
    String product,
    Instant readAt,
    OptionalLong freeMemoryMiB,
    OptionalLong freeDiskMiB,
    List<SeenContainer> containers,
    List<String> unparsed) {

  public HostReading {
    containers = List.copyOf(containers);
    unparsed = List.copyOf(unparsed);
  }

  /** The container of this id, if the host has it. */
  public Optional<SeenContainer> container(ContainerId id) {
    return containers.stream().filter(c -> c.container().equals(id.text())).findFirst();
  }
}
