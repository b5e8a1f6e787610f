package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.Map;

/**
 * Takes a host into the inventory, or changes how it is reached, and probes it.
 *
 * @param host the name it shall have: a letter or digit, then letters, digits, {@code . _ -}, 253
 *     at most
 * @param connection how it is reached
 * @param tags its tags, such as {@code env=prod}
 */
public record RegisterHost(String host, Connection connection, Map<String, String> tags)
    implements Command {

  public RegisterHost {
    tags = Absent.orEmpty(tags);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
