package dev.vireo.bus.service.query;

/** What was asked for by name is not there. */
public final class NotHere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  public NotHere(String field, String message) {
    super(message);
    this.field = field;
  }

  Refusal refusal() {
    return new Refusal(field, String.valueOf(getMessage()));
  }
}
