package dev.vireo.container.domain.lifecycle;

/**
 * A value that does not fit its grammar; its message says what was seen and what would be right.
 */
public final class MalformedValue extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String field;

  /**
   * Says what is wrong.
   *
   * @param field what the value is for
   * @param value what was given
   * @param expected what would be right
   */
  public MalformedValue(String field, String value, String expected) {
    super("'" + shown(value) + "' is none: " + expected);
    this.field = field;
  }

  /** What the value is for. */
  public String field() {
    return field;
  }

  /** The value in one line of printable characters, however hostile it is. */
  static String shown(String value) {
    String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    StringBuilder shown = new StringBuilder();
    cut.chars()
        .forEach(
            c -> {
              if (c < 0x20 || c == 0x7f) {
                shown.append("\\x%02x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
