package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts and holds their containers against their definitions.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=pve}
 */
public record CheckContainers(String select) implements Command {
  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
