package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * A restore point was found in a destination.
 *
 * @param job whose it is
 * @param restorePoint what can be restored
 */
public record RestorePointImported(String job, RestorePoint restorePoint) implements Event {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return restorePoint.point();
  }
}
