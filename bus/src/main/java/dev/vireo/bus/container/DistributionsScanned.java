package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution configurations of a host as they were read just now.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param configs the configurations, by file name
 * @param defaultIs what {@code default} is, such as {@code debian}; absent: there is none
 * @param resolved what each template and container gets
 * @param readAt when the read ended
 */
public record DistributionsScanned(
    String host,
    String folder,
    List<String> configs,
    @Nullable String defaultIs,
    List<ResolvedDistribution> resolved,
    Instant readAt)
    implements Event {
  public DistributionsScanned {
    configs = Absent.orEmpty(configs);
    resolved = Absent.orEmpty(resolved);
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
