package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job has begun.
 *
 * @param job its name
 * @param run the id of the run, which is that of its command
 * @param destination where it is kept
 * @param source what is backed up
 * @param host whose data it is
 * @param due the time of the schedule that it is for; absent: it was given by hand
 */
public record BackupStarted(
    String job, String run, String destination, String source, String host, @Nullable Instant due)
    implements Event {
  @Override
  public String about() {
    return job;
  }
}
