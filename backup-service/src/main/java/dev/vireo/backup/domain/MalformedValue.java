package dev.vireo.backup.domain;

/** A value that its grammar does not allow: what was seen, and what would be right. */
public final class MalformedValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Says what is wrong.
   *
   * @param field the field that holds the value
   * @param message what was seen and what would be right; no secret
   */
  public MalformedValue(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field that holds the value. */
  public String field() {
    return field;
  }
}
