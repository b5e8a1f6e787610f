package dev.vireo.console.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Sizes for people: three digits and a unit of 1024. */
public final class Size {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Size() {}

  /** The text of a field that holds bytes; the empty text where it holds no number. */
  public static String text(JsonNode bytes) {
    return bytes.isNumber() ? text(bytes.asLong()) : "";
  }

  /** The text of a number of bytes, such as {@code 1.5 GiB}. */
  public static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 || size >= 100
        ? "%.0f %s".formatted(size, UNITS[unit])
        : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
