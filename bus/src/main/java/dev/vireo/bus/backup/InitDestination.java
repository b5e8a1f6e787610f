package dev.vireo.bus.backup;

import dev.vireo.bus.Command;

/**
 * Makes the repository of a destination. Where there is one already nothing is touched: {@code
 * ImportDestination} takes it over.
 *
 * @param destination its name
 */
public record InitDestination(String destination) implements Command {
  @Override
  public String about() {
    return destination;
  }

  @Override
  public String lane() {
    return "destination " + destination;
  }
}
