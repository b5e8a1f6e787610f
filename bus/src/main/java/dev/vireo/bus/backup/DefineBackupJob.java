package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * Says what is backed up to where, and when, from now on. A job of this name that is defined
 * already is replaced; its restore points stay its own.
 *
 * @param job its name: 1 to 63 letters, digits, '.', '_' and '-'
 * @param destination where it is kept; defined before
 * @param source what is backed up: {@code dir:HOST:PATH}, a folder of a registered host with all
 *     that is in it; {@code container:HOST:ID} or {@code vm:HOST:ID}, a guest of one; or {@code
 *     container:SELECTOR}, {@code vm:SELECTOR} or {@code guest:SELECTOR}, all guests that a
 *     selector names when the job runs, each in a restore point of its own
 * @param schedule five fields of cron: minute, hour, day of month, month, day of week; absent: by
 *     hand only
 * @param zone the time zone of schedule, window and retention, such as {@code Asia/Tokyo}; absent:
 *     UTC
 * @param window when scheduled runs may be made: {@code 22:00-06:00}, with {@code ,stop} where a
 *     run that is still going at its end is stopped; absent: always
 * @param retention which restore points are kept: {@code few}, {@code more}, {@code many}, or a
 *     list such as {@code daily=7,weekly=4}; absent: all
 * @param makeUpMinutes how late a scheduled run may still begin; what is later was missed. Absent:
 *     60
 * @param attempts how often a run is tried where the cause may pass; absent: 3
 * @param uploadKiBPerSecond the most that a run sends to the destination; absent: no bound
 * @param mode what becomes of guests while they are read; absent: {@code SNAPSHOT} where there are
 *     any, else {@code SUSPEND}. Folders have none
 * @param preScript what the host runs before it is read, by the name of a file in the service's
 *     folder of scripts; a run whose script fails is none
 * @param postScript what the host runs afterwards, likewise, whatever came of the run
 */
public record DefineBackupJob(
    String job,
    String destination,
    String source,
    @Nullable String schedule,
    @Nullable String zone,
    @Nullable String window,
    @Nullable String retention,
    @Range(min = 1, max = 10_080) @Nullable Integer makeUpMinutes,
    @Range(min = 1, max = 10) @Nullable Integer attempts,
    @Range(min = 1, max = 100_000_000) @Nullable Integer uploadKiBPerSecond,
    @Nullable GuestMode mode,
    @Nullable String preScript,
    @Nullable String postScript)
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
