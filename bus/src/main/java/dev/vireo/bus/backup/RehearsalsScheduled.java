package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * It was said when the newest restore point of a job is rehearsed.
 *
 * @param job the job
 * @param schedule five fields of cron; absent: no more
 * @param zone the time zone of the schedule
 * @param host the host on which the point is restored; absent: it is read from the destination
 * @param folder a folder of that host
 */
public record RehearsalsScheduled(
    String job,
    @Nullable String schedule,
    String zone,
    @Nullable String host,
    @Nullable String folder)
    implements Event {
  @Override
  public String about() {
    return job;
  }
}
