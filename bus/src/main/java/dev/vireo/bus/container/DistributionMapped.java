package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A link in the folder of configurations was made or taken away, and a fresh listing shows it.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param link its name, such as {@code sabayon.conf}
 * @param config where it leads, such as {@code gentoo.conf}
 * @param serves templates of the host that get it now
 * @param undo whether it was taken away
 */
public record DistributionMapped(
    String host, String folder, String link, String config, List<String> serves, boolean undo)
    implements Event {
  public DistributionMapped {
    serves = Absent.orEmpty(serves);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return link;
  }
}
