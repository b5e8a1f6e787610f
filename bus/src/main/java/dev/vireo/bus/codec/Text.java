package dev.vireo.bus.codec;

/**
 * Text that every part of the way can hold.
 *
 * <p>PostgreSQL stores no NUL, and UTF-8 knows no half of a surrogate pair; a host's garbled answer
 * may have either. One such character in a fact would stop every view that reads it, so both become
 * U+FFFD wherever JSON is read or written.
 */
public final class Text {

  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** The text with what cannot be stored replaced; the same object where there is nothing. */
  public static String storable(String text) {
    int first = firstBad(text, 0);
    if (first < 0) {
      return text;
    }
    StringBuilder good = new StringBuilder(text);
    for (int i = first; i >= 0; i = firstBad(text, i + 1)) {
      good.setCharAt(i, REPLACEMENT);
    }
    return good.toString();
  }

  /**
   * The text on one line and at most {@code most} characters long: control characters are replaced,
   * and what is left out is counted.
   */
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder(shortened(text, most));
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, REPLACEMENT);
      }
    }
    return storable(line.toString());
  }

  /** The text, or its beginning and how long it was. */
  public static String shortened(String text, int most) {
    return text.length() <= most
        ? text
        : storable(text.substring(0, most)) + "... (" + text.length() + " characters in all)";
  }

  private static int firstBad(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != 0 && c < Character.MIN_SURROGATE) {
        continue;
      }
      if (c == 0) {
        return i;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
