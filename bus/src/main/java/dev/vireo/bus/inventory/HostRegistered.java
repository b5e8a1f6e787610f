package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.Map;

/**
 * A host was taken in, or how it is reached has changed.
 *
 * @param host the host, by its registered name
 * @param connection how it is reached
 * @param tags all its tags
 */
public record HostRegistered(String host, Connection connection, Map<String, String> tags)
    implements Event {

  public HostRegistered {
    tags = Absent.orEmpty(tags);
  }

  @Override
  public String about() {
    return host;
  }
}
