package dev.vireo.backup.domain.job;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.vireo.backup.domain.MalformedValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a job is due: five fields of cron in a time zone. A time that a change of the clock leaves
 * out comes after the gap.
 */
public final class Schedule {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** So many times of a schedule are held against a window. */
  private static final int LOOK_AHEAD = 1_000;

  private final String cron;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Schedule(String cron, ZoneId zone, Cron parsed) {
    this.cron = cron;
    this.zone = zone;
    this.times = ExecutionTime.forCron(parsed);
  }

  /**
   * Reads a schedule.
   *
   * @param cron minute, hour, day of month, month, day of week
   * @param zone such as {@code Asia/Tokyo}
   * @throws MalformedValue where either is none, or no time ever fits
   */
  public static Schedule parse(String field, String cron, ZoneId zone) {
    Schedule schedule;
    try {
      schedule = new Schedule(cron.strip(), zone, PARSER.parse(cron.strip()).validate());
    } catch (IllegalArgumentException e) {
      throw new MalformedValue(
          field,
          "'"
              + cron
              + "' is no cron of five fields, such as 30 2 * * * for 02:30 each day: "
              + e.getMessage());
    }
    if (schedule.after(Instant.parse("2024-01-01T00:00:00Z")).isEmpty()) {
      throw new MalformedValue(field, "'" + cron + "' names no time that ever comes");
    }
    return schedule;
  }

  /**
   * Reads a time zone.
   *
   * @throws MalformedValue where there is none of that name
   */
  public static ZoneId zone(String field, String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new MalformedValue(field, "'" + text + "' is no time zone, such as UTC or Asia/Tokyo");
    }
  }

  /** The next time after this one. */
  public Optional<Instant> after(Instant time) {
    return times.nextExecution(time.atZone(zone)).map(ZonedDateTime::toInstant);
  }

  /** The latest time at or before this one. */
  public Optional<Instant> latest(Instant time) {
    return times.lastExecution(time.plusMillis(1).atZone(zone)).map(ZonedDateTime::toInstant);
  }

  /**
   * Whether a run for one of the next thousand times could begin while the window is open.
   *
   * @param makeUp how late a run may still begin
   */
  public boolean everWithin(Window window, Duration makeUp, Instant from) {
    Optional<Instant> due = after(from);
    for (int i = 0; i < LOOK_AHEAD && due.isPresent(); i++) {
      Instant at = due.get();
      if (window.closes(at, zone).isPresent() || !window.opens(at, zone).isAfter(at.plus(makeUp))) {
        return true;
      }
      due = after(at);
    }
    return false;
  }

  public ZoneId zone() {
    return zone;
  }

  @Override
  public String toString() {
    return cron + " " + zone;
  }
}
