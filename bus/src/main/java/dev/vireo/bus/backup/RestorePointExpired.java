package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * A restore point was removed from its destination, as the retention of its job says.
 *
 * @param job whose it was
 * @param point its id
 */
public record RestorePointExpired(String job, String point) implements Event {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return point;
  }
}
