package dev.vireo.console.print;

/**
 * Text as a terminal shows it. What hosts and services say is printed as one line of visible
 * characters: an escape sequence in a device's name moves nobody's cursor.
 */
public final class Shown {

  private static final char REPLACEMENT = '\ufffd';

  private Shown() {}

  /** One line: white space becomes a blank, other control characters a replacement character. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == '\n' || c == '\t' || c == '\r' || Character.isSpaceChar(c)
                    ? ' '
                    : hidden(c) ? REPLACEMENT : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean hidden(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED;
  }

  /** How many columns a line takes: 2 for wide East Asian characters, 0 for combining marks. */
  public static int width(String line) {
    return line.codePoints().map(Shown::width).sum();
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /** A line cut to {@code columns}, at least 1, its loss shown by {@code …}. */
  public static String cut(String line, int columns) {
    return width(line) <= columns ? line : head(line, columns - 1) + '…';
  }

  /**
   * An id cut in its middle to {@code columns}, at least 1: ids of one kind begin alike, and their
   * ends tell them apart.
   */
  public static String cutMiddle(String id, int columns) {
    if (width(id) <= columns) {
      return id;
    }
    int tail = (columns - 1) / 2;
    String backwards = new StringBuilder(id).reverse().toString();
    String end = new StringBuilder(head(backwards, tail)).reverse().toString();
    return head(id, columns - 1 - tail) + '…' + end;
  }

  private static String head(String line, int columns) {
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      if (used + width(c) > columns) {
        break;
      }
      kept.appendCodePoint(c);
      used += width(c);
      i += Character.charCount(c);
    }
    return kept.toString();
  }
}
