package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.Map;

/**
 * The tags of a host have changed.
 *
 * @param host the host, by its registered name
 * @param tags all its tags now
 */
public record HostTagged(String host, Map<String, String> tags) implements Event {

  public HostTagged {
    tags = Absent.orEmpty(tags);
  }

  @Override
  public String about() {
    return host;
  }
}
