package dev.vireo.bus.selector;

/** A text that is no selector: where it went wrong, and what would be right there. */
public final class SelectorSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_BEFORE = 40;
  private static final int SHOWN_AFTER = 30;

  private final String problem;
  private final int position;
  private final String caret;

  private SelectorSyntaxException(String problem, int position, String caret) {
    super("at character " + (position + 1) + ": " + problem + "\n" + caret);
    this.problem = problem;
    this.position = position;
    this.caret = caret;
  }

  static SelectorSyntaxException at(int position, String text, String problem) {
    return new SelectorSyntaxException(problem, position, caret(text, position));
  }

  /** What was seen and what was expected, in one line. */
  public String problem() {
    return problem;
  }

  /** Where, counted in UTF-16 units from 0; the text's length where it ended too early. */
  public int position() {
    return position;
  }

  /** Two lines: the text about the place, and a caret under it. */
  public String caret() {
    return caret;
  }

  private static String caret(String text, int position) {
    int from = Math.max(0, position - SHOWN_BEFORE);
    int to = Math.min(text.length(), position + SHOWN_AFTER);
    String before = from > 0 ? "..." : "";
    String after = to < text.length() ? "..." : "";
    String line = oneLine(text.substring(from, to));
    return "  "
        + before
        + line
        + after
        + "\n  "
        + " ".repeat(before.length() + position - from)
        + "^";
  }

  /** One column a unit, so that the caret stands where it should. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
    return line.toString();
  }
}
