package dev.vireo.multipath.domain;

/**
 * A value that does not fit its grammar: which field, what was seen, where it goes wrong and what
 * would be right. Its message is meant for the operator who typed the value.
 */
public final class MalformedValue extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String field;
  private final int position;
  private final String expected;

  /**
   * @param field what the value is for, as the operator named it
   * @param value what was given; shown cut and with control characters escaped
   * @param position where it goes wrong, counted from 1; 0 where the value as a whole is wrong
   * @param problem what is wrong there
   * @param expected what would be right
   */
  public MalformedValue(String field, String value, int position, String problem, String expected) {
    super(
        field
            + " '"
            + shown(value)
            + "'"
            + (position > 0 ? " at position " + position : "")
            + ": "
            + problem
            + "; "
            + expected);
    this.field = field;
    this.position = position;
    this.expected = expected;
  }

  public String field() {
    return field;
  }

  /** Where the value goes wrong, counted from 1; 0 where the value as a whole is wrong. */
  public int position() {
    return position;
  }

  public String expected() {
    return expected;
  }

  /** The value in one line of printable characters, however hostile it is. */
  static String shown(String value) {
    StringBuilder out = new StringBuilder();
    int end = Math.min(value.length(), SHOWN);
    for (int i = 0; i < end; i++) {
      out.append(shown(value.charAt(i)));
    }
    return value.length() > SHOWN
        ? out + "... (" + value.length() + " characters)"
        : out.toString();
  }

  static String shown(char c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029'
        ? String.format("\\u%04x", (int) c)
        : String.valueOf(c);
  }
}
