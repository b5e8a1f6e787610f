package dev.vireo.backup.domain.retention;

import dev.vireo.backup.domain.MalformedValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many restore points are kept: of each hour, day, week (from Monday), month and year the
 * latest one, for so many of these in which there are points at all; and the latest so many
 * whatever their time.
 *
 * @param counts so many of each; what is absent is none
 */
public record RetentionPolicy(Map<Span, Integer> counts) {

  /** A stretch of time of which one point is kept. */
  public enum Span {
    LAST,
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A job's life in ordinary use: a week of days, a month of weeks. */
  public static final RetentionPolicy FEW =
      new RetentionPolicy(Map.of(Span.DAILY, 7, Span.WEEKLY, 4));

  /** Two weeks of days, two months of weeks, a year of months. */
  public static final RetentionPolicy MORE =
      new RetentionPolicy(Map.of(Span.DAILY, 14, Span.WEEKLY, 8, Span.MONTHLY, 12));

  /** Two days of hours, a month of days, a quarter of weeks, two years of months, ten years. */
  public static final RetentionPolicy MANY =
      new RetentionPolicy(
          Map.of(
              Span.HOURLY, 48, Span.DAILY, 31, Span.WEEKLY, 13, Span.MONTHLY, 24, Span.YEARLY, 10));

  private static final Map<String, RetentionPolicy> PRESETS =
      Map.of("few", FEW, "more", MORE, "many", MANY);
  private static final int MOST = 9_999;

  public RetentionPolicy {
    EnumMap<Span, Integer> sorted = new EnumMap<>(Span.class);
    counts.forEach(
        (span, count) -> {
          if (count > 0) {
            sorted.put(span, count);
          }
        });
    counts = Collections.unmodifiableMap(sorted);
  }

  /**
   * Reads {@code few}, {@code more}, {@code many}, or a list such as {@code daily=7,weekly=4}.
   *
   * @throws MalformedValue saying what there is; also where it would keep nothing
   */
  public static RetentionPolicy parse(String field, String text) {
    RetentionPolicy preset = PRESETS.get(text);
    if (preset != null) {
      return preset;
    }
    Map<Span, Integer> counts = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      Span span = equals < 0 ? null : span(part.substring(0, equals).strip());
      String number = part.substring(equals + 1).strip();
      if (span == null || !number.matches("[0-9]{1,4}")) {
        throw new MalformedValue(
            field,
            "'"
                + part
                + "' is no part of a retention; it is few, more, many, or a list of last=N,"
                + " hourly=N, daily=N, weekly=N, monthly=N, yearly=N with N up to "
                + MOST);
      }
      if (counts.put(span, Integer.parseInt(number)) != null) {
        throw new MalformedValue(field, span.word() + " is said twice");
      }
    }
    if (counts.values().stream().allMatch(n -> n == 0)) {
      throw new MalformedValue(
          field,
          "this would keep no restore point, not even the last good one; keep at least last=1");
    }
    return new RetentionPolicy(counts);
  }

  private static @Nullable Span span(String word) {
    for (Span span : Span.values()) {
      if (span.word().equals(word)) {
        return span;
      }
    }
    return null;
  }

  /** The text form, which {@link #parse} reads back: {@code daily=7,weekly=4}. */
  public String text() {
    return counts.entrySet().stream()
        .map(e -> e.getKey().word() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
