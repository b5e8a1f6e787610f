package dev.vireo.bus;

/** A message that cannot be taken as it is: which field, what was wrong, what would be right. */
public final class InvalidMessage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Says what is wrong.
   *
   * @param field the field's place, such as {@code psp} or {@code rule.vendor}; {@code ce_type} for
   *     a header; {@code (body)} for the whole
   * @param message what was seen and what would be right
   */
  public InvalidMessage(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The place of the error. */
  public String field() {
    return field;
  }
}
