package dev.vireo.console.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 7d}. */
final class Durations {

  private static final Pattern PARTS = Pattern.compile("([0-9]{1,9}[dhms])+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})([dhms])");

  private Durations() {}

  static Duration parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (PARTS.matcher(lower).matches()) {
      Duration sum = Duration.ZERO;
      Matcher part = PART.matcher(lower);
      while (part.find()) {
        long count = Long.parseLong(part.group(1));
        sum =
            sum.plus(
                switch (part.group(2)) {
                  case "d" -> Duration.ofDays(count);
                  case "h" -> Duration.ofHours(count);
                  case "m" -> Duration.ofMinutes(count);
                  default -> Duration.ofSeconds(count);
                });
      }
      return sum;
    }
    try {
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below, as for a negative one.
    }
    throw new TypeConversionException("'" + text + "' is no duration; write 90s, 30m, 1h30m or 7d");
  }
}
