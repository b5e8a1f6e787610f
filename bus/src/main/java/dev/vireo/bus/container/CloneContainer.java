package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * Copies a container that does not run; the copy has an id of its own and no address.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname name of the copy
 * @param firstId the least id of the copy; absent: 101
 */
public record CloneContainer(
    String host,
    String container,
    String hostname,
    @Range(min = 101, max = 999_999_999) @Nullable Integer firstId)
    implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " " + container;
  }

  @Override
  public String facet() {
    return container;
  }
}
