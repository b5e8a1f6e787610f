package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * A job was ended.
 *
 * @param job its name
 */
public record BackupJobRemoved(String job) implements Event {
  @Override
  public String about() {
    return job;
  }
}
