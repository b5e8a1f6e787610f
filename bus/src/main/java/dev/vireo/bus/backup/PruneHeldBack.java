package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * Restore points that the retention of a job does not keep were kept all the same.
 *
 * @param job its name
 * @param why what held the removal back
 */
public record PruneHeldBack(String job, String why) implements Event {
  @Override
  public String about() {
    return job;
  }
}
