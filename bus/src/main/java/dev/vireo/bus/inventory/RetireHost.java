package dev.vireo.bus.inventory;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Takes a host out of the inventory; its past stays.
 *
 * @param host the host, by its registered name
 * @param reason why, for the record
 */
public record RetireHost(String host, @Nullable String reason) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
