package dev.vireo.container.api;

/** What was asked for by name is not there. */
final class NotHere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  NotHere(String field, String message) {
    super(message);
    this.field = field;
  }

  Refusal refusal() {
    return new Refusal(field, String.valueOf(getMessage()));
  }
}
