package dev.vireo.backup.domain.job;

import dev.vireo.backup.domain.MalformedValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of each day in which a job may run, by the clock of its time zone. One that ends before
 * it begins goes over midnight.
 *
 * @param from when it opens
 * @param to when it closes; never the same
 * @param atEnd what becomes of a run that is still going then
 */
public record Window(LocalTime from, LocalTime to, AtEnd atEnd) {

  /** What becomes of a run at the window's end. */
  public enum AtEnd {
    /** It is stopped, and goes on from what was stored in the next window. */
    STOP,
    /** It runs to its end. */
    FINISH
  }

  private static final Pattern TEXT =
      Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})(?:,(stop|finish))?");

  /**
   * Reads {@code 22:00-06:00}, {@code 22:00-06:00,stop} or {@code ...,finish} (which is the
   * default).
   *
   * @throws MalformedValue also for one that is never open
   */
  public static Window parse(String field, String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      try {
        LocalTime from = LocalTime.parse(parts.group(1));
        LocalTime to = LocalTime.parse(parts.group(2));
        if (from.equals(to)) {
          throw new MalformedValue(field, "the window " + text + " is never open");
        }
        return new Window(from, to, "stop".equals(parts.group(3)) ? AtEnd.STOP : AtEnd.FINISH);
      } catch (DateTimeParseException notATime) {
        throw wrong(field, text);
      }
    }
    throw wrong(field, text);
  }

  private static MalformedValue wrong(String field, String text) {
    return new MalformedValue(
        field, "'" + text + "' is no window; it is FROM-TO[,stop|,finish], such as 22:00-06:00");
  }

  /** The text form, which {@link #parse} reads back. */
  public String text() {
    return from + "-" + to + (atEnd == AtEnd.STOP ? ",stop" : ",finish");
  }

  /** When the window that is open at this time closes; empty where none is. */
  public Optional<Instant> closes(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    for (int before = 1; before >= 0; before--) {
      LocalDate day = today.minusDays(before);
      Instant opens = day.atTime(from).atZone(zone).toInstant();
      Instant closes =
          (from.isBefore(to) ? day : day.plusDays(1)).atTime(to).atZone(zone).toInstant();
      if (!now.isBefore(opens) && now.isBefore(closes)) {
        return Optional.of(closes);
      }
    }
    return Optional.empty();
  }

  /** When it opens next after this time. */
  public Instant opens(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant opens = today.atTime(from).atZone(zone).toInstant();
    return opens.isAfter(now) ? opens : today.plusDays(1).atTime(from).atZone(zone).toInstant();
  }

  /**
   * Whether a run that takes so long may start now: it would end before the window does.
   *
   * @param expected how long it took before; empty for one that never ran, which may start whenever
   *     the window is open
   */
  public boolean lets(Instant now, ZoneId zone, Optional<Duration> expected) {
    return closes(now, zone)
        .map(end -> !now.plus(expected.orElse(Duration.ZERO)).isAfter(end))
        .orElse(false);
  }

  /** How long it is open on a day without a change of the clock. */
  public Duration length() {
    Duration length = Duration.between(from, to);
    return length.isNegative() ? length.plusDays(1) : length;
  }
}
