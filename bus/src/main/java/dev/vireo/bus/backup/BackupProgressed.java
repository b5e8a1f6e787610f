package dev.vireo.bus.backup;

import dev.vireo.bus.Tick;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come; a tick on the progress topic, at most one a second.
 *
 * @param job its name
 * @param run the id of the run
 * @param files files read whole
 * @param bytes bytes read of the host
 * @param expectedBytes how much the last restore point of the job had; absent for the first
 * @param seconds since it began to read
 */
public record BackupProgressed(
    String job, String run, long files, long bytes, @Nullable Long expectedBytes, long seconds)
    implements Tick {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return run + ":" + seconds + ":" + bytes;
  }
}
