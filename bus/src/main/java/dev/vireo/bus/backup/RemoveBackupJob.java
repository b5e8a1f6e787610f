package dev.vireo.bus.backup;

import dev.vireo.bus.Command;

/**
 * Ends a job: it makes no more restore points. Those it has stay, and can be restored.
 *
 * @param job its name
 */
public record RemoveBackupJob(String job) implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String lane() {
    return "define " + job;
  }
}
