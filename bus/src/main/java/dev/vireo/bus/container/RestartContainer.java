package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * Stops a container and starts it, and sees that its network is up.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param withinSeconds how long its network may take to come up; absent: 60
 */
public record RestartContainer(
    String host, String container, @Range(min = 1, max = 3_600) @Nullable Integer withinSeconds)
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
