package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a host as they were read just now.
 *
 * @param host the host, by its registered name
 * @param product what it is, such as {@code OpenVZ 4.11.1}
 * @param readAt when the read ended
 * @param freeMemoryMiB memory that is free; absent: not known
 * @param freeDiskMiB room for containers; absent: not known
 * @param containers all its containers
 * @param unparsed lines that were not understood, as they came
 */
public record ContainersScanned(
    String host,
    String product,
    Instant readAt,
    @Range(min = 0, max = Long.MAX_VALUE) @Nullable Long freeMemoryMiB,
    @Range(min = 0, max = Long.MAX_VALUE) @Nullable Long freeDiskMiB,
    List<SeenContainer> containers,
    List<String> unparsed)
    implements Event {
  public ContainersScanned {
    containers = Absent.orEmpty(containers);
    unparsed = Absent.orEmpty(unparsed);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return readAt.toString();
  }
}
