package dev.vireo.simulator.awk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of awk: a number, a text, or a text from input that may be compared as a number.
 *
 * @param numeric whether {@code number} counts in comparisons
 */
record Value(String text, double number, boolean numeric) {
  static final Value EMPTY = new Value("", 0, true);

  static Value of(double number) {
    return new Value(format(number), number, true);
  }

  static Value of(boolean truth) {
    return of(truth ? 1 : 0);
  }

  static Value text(String text) {
    return new Value(text, leading(text), false);
  }

  /** A field, an element of split, or a value from the command line. */
  static Value input(String text) {
    String stripped = text.strip();
    boolean looksNumeric = stripped.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    return new Value(text, leading(text), looksNumeric);
  }

  boolean truth() {
    return numeric ? number != 0 : !text.isEmpty();
  }

  private static String format(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : String.format("%.6g", number)
            .replaceFirst("(\\.[0-9]*?)0+$", "$1")
            .replaceFirst("\\.$", "");
  }

  private static double leading(String text) {
    Matcher matcher = LEADING.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private static final Pattern LEADING =
      Pattern.compile("^\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)");
}
