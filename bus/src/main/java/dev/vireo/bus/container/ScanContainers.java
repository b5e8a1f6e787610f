package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads the containers of hosts.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=pve}
 */
public record ScanContainers(String select) implements Command {
  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
