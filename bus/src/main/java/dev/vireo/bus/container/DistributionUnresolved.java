package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template for which the host has no configuration of its own, so that it gets {@code default}.
 *
 * @param host the host, by its registered name
 * @param template the name it goes by
 * @param tried names the host tries
 * @param defaultIs what {@code default} is on this host, such as {@code debian}; absent: there is
 *     none
 * @param relative the configuration that would serve, such as {@code gentoo}; absent: none is known
 * @param link the name that a link to it would have; absent: as {@code relative}
 * @param usedBy containers that were made from it
 * @param advice what to do
 */
public record DistributionUnresolved(
    String host,
    String template,
    List<String> tried,
    @Nullable String defaultIs,
    @Nullable String relative,
    @Nullable String link,
    List<String> usedBy,
    String advice)
    implements Event {
  public DistributionUnresolved {
    tried = Absent.orEmpty(tried);
    usedBy = Absent.orEmpty(usedBy);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return template;
  }
}
