package dev.vireo.bus.backup;

import dev.vireo.bus.Command;

/**
 * Stops the run of a job that goes on. What it stored is reused by the next run where it can be; it
 * makes no restore point.
 *
 * @param job its name
 */
public record CancelBackup(String job) implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String lane() {
    return "cancel " + job;
  }
}
