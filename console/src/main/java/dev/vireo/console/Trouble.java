package dev.vireo.console;

import org.jspecify.annotations.Nullable;

/** Why a run ends without a result. The message says what was seen, the advice what to do. */
public final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String advice;

  /**
   * Says what is wrong.
   *
   * @param exit how the process ends
   * @param message what, where, and what was seen
   * @param advice what to do; empty where the message says it already
   * @param cause what it came from, for {@code --debug}
   */
  public Trouble(Exit exit, String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.exit = exit;
    this.advice = advice;
  }

  /** Something in what was given is wrong. */
  public static Trouble refused(String message, String advice) {
    return new Trouble(Exit.REFUSED, message, advice, null);
  }

  /** Something does not answer. */
  public static Trouble unreachable(String message, String advice, @Nullable Throwable cause) {
    return new Trouble(Exit.UNREACHABLE, message, advice, cause);
  }

  /** It did not go well, or only in part. */
  public static Trouble failed(String message, String advice, @Nullable Throwable cause) {
    return new Trouble(Exit.PART, message, advice, cause);
  }

  /** How the process ends. */
  public Exit exit() {
    return exit;
  }

  /** What to do; may be empty. */
  public String advice() {
    return advice;
  }

  /** What was seen. */
  public String seen() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
