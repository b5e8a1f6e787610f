package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Has the newest restore point of a job rehearsed again and again, so that it is known whether it
 * would come back; or ends that.
 *
 * @param job the job
 * @param schedule five fields of cron; absent: rehearsals of the job end
 * @param zone the time zone of the schedule, such as {@code Asia/Tokyo}; absent: UTC
 * @param host the host on which the point is restored; absent: all of it is read from the
 *     destination, and written nowhere
 * @param folder a folder of the host with enough room, where the job backs up folders; given with
 *     {@code host}, and only then. A guest takes none
 */
public record ScheduleRehearsals(
    String job,
    @Nullable String schedule,
    @Nullable String zone,
    @Nullable String host,
    @Nullable String folder)
    implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String lane() {
    return "define " + job;
  }
}
