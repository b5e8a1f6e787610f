package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import java.time.Instant;

/**
 * A run that was due was not made, and will not be made up for.
 *
 * @param job its name
 * @param due when it was due
 * @param why what kept it from being made
 */
public record BackupMissed(String job, Instant due, String why) implements Event {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return due.toString();
  }
}
