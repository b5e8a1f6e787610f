package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * A restore point could not be restored, or not as it was backed up.
 *
 * @param job whose it is
 * @param point its id
 * @param by how it was tried
 * @param cause the class of what kept it from it
 * @param message what, where, what was seen
 * @param advice what to do
 */
public record RestoreFailed(
    String job,
    String point,
    VerifiedBy by,
    BackupFailureCause cause,
    String message,
    String advice)
    implements Event {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return point;
  }
}
