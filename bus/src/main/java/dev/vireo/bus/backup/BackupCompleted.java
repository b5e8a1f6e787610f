package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * A run has made a restore point: all of the source was read, stored and listed.
 *
 * @param job its name
 * @param run the id of the run
 * @param restorePoint what can be restored now
 * @param addedBytes what the destination grew by, in bytes; less than was read, since what is there
 *     already is stored once. Absent where a crash came between storing and saying so
 * @param tookMillis how long it took, in milliseconds, from the first byte read; absent likewise
 * @param attempts how often it was tried
 */
public record BackupCompleted(
    String job,
    String run,
    RestorePoint restorePoint,
    @Nullable Long addedBytes,
    @Nullable Long tookMillis,
    @Range(min = 1, max = 10) int attempts)
    implements Event {
  @Override
  public String about() {
    return job;
  }
}
