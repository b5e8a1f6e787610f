package dev.vireo.hypervisor;

/**
 * Text from outside, made fit to stand in a message: quoted, short, and unable to move a cursor.
 */
public final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  /**
   * The text in single quotes, with control characters, lone surrogates and direction marks written
   * as escapes, cut after 120 characters.
   */
  public static String quoted(CharSequence text) {
    return "'" + plain(text) + "'";
  }

  /** As {@link #quoted}, without the quotes. */
  public static String plain(CharSequence text) {
    StringBuilder shown = new StringBuilder();
    int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
      int point = points[i];
      switch (Character.getType(point)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.UNASSIGNED ->
            shown.append(escape(point));
        default -> shown.appendCodePoint(point);
      }
    }
    return points.length > LONGEST ? shown.append("...").toString() : shown.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u{%x}".formatted(point);
    };
  }
}
