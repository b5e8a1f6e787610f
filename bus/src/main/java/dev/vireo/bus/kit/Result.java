package dev.vireo.bus.kit;

import dev.vireo.bus.outcome.FailureReason;
import java.util.Map;

/** What a handler says in the end; it becomes the command's one outcome event. */
public sealed interface Result {

  /**
   * All that was asked is done and was seen to be so.
   *
   * @param summary one line for a person
   * @param figures figures and ids for a program
   */
  record Done(String summary, Map<String, String> figures) implements Result {
    public Done {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * It did not come to its end, or only in part.
   *
   * @param reason the class of the failure
   * @param message what, where, what was seen, what to do
   * @param figures figures and ids for a program
   */
  record Failed(FailureReason reason, String message, Map<String, String> figures)
      implements Result {
    public Failed {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * It was wrong, unsafe or not allowed; nothing was touched.
   *
   * @param field the field that is wrong
   * @param message what was seen and what would be right
   */
  record Rejected(String field, String message) implements Result {}

  /** All that was asked is done. */
  static Result done(String summary) {
    return new Done(summary, Map.of());
  }

  /** All that was asked is done, with figures. */
  static Result done(String summary, Map<String, String> figures) {
    return new Done(summary, figures);
  }

  /** It did not come to its end. */
  static Result failed(FailureReason reason, String message) {
    return new Failed(reason, message, Map.of());
  }

  /** It did not come to its end, or only in part, with figures. */
  static Result failed(FailureReason reason, String message, Map<String, String> figures) {
    return new Failed(reason, message, figures);
  }

  /** Nothing was touched. */
  static Result rejected(String field, String message) {
    return new Rejected(field, message);
  }
}
