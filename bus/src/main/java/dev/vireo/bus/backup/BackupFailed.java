package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * A run has made no restore point.
 *
 * @param job its name
 * @param run the id of the run
 * @param cause the class of what kept it from it
 * @param message what, where, what was seen
 * @param advice what to do
 * @param attempts how often it was tried
 * @param guest what it was about a guest; null: nothing of these, or it was no guest
 */
public record BackupFailed(
    String job,
    String run,
    BackupFailureCause cause,
    String message,
    String advice,
    @Range(min = 0, max = 10) int attempts,
    @Nullable GuestTrouble guest)
    implements Event {
  @Override
  public String about() {
    return job;
  }
}
