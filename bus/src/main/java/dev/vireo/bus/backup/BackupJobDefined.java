package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * It was said what is backed up to where, and when.
 *
 * @param job its name
 * @param destination where it is kept
 * @param source what is backed up
 * @param host whose data it is; {@code *} where a selector says so when the job runs
 * @param schedule five fields of cron; absent: by hand only
 * @param zone the time zone of schedule, window and retention
 * @param window when scheduled runs may be made; absent: always
 * @param retention which restore points are kept; absent: all
 * @param makeUpMinutes how late a scheduled run may still begin
 * @param attempts how often a run is tried where the cause may pass
 * @param uploadKiBPerSecond the most that a run sends to the destination; absent: no bound
 * @param mode what becomes of guests while they are read; absent: what is usual for their host
 * @param preScript what the host runs before it is read; absent: nothing
 * @param postScript what the host runs afterwards; absent: nothing
 */
public record BackupJobDefined(
    String job,
    String destination,
    String source,
    String host,
    @Nullable String schedule,
    String zone,
    @Nullable String window,
    @Nullable String retention,
    @Range(min = 1, max = 10_080) int makeUpMinutes,
    @Range(min = 1, max = 10) int attempts,
    @Range(min = 1, max = 100_000_000) @Nullable Integer uploadKiBPerSecond,
    @Nullable GuestMode mode,
    @Nullable String preScript,
    @Nullable String postScript)
    implements Event {
  @Override
  public String about() {
    return job;
  }
}
