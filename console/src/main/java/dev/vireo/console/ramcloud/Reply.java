package dev.vireo.console.ramcloud;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a master answers, in RESP 2. */
public sealed interface Reply {

  /** A text or bytes. */
  record Bulk(byte[] bytes) implements Reply {
    /** As text. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A number. */
  record Number(long value) implements Reply {}

  /** Several, in their order. */
  record Many(List<Reply> replies) implements Reply {}

  /** Nothing is there. */
  record None() implements Reply {}

  /**
   * It was not done.
   *
   * @param message begins with a word in capitals that says the kind
   */
  record Failure(String message) implements Reply {
    /** The word in capitals. */
    public String kind() {
      int space = message.indexOf(' ');
      return space < 0 ? message : message.substring(0, space);
    }
  }

  /** The text of a bulk or number; empty for anything else. */
  default String asText() {
    return switch (this) {
      case Bulk bulk -> bulk.text();
      case Number number -> Long.toString(number.value());
      case Many many -> "";
      case None none -> "";
      case Failure failure -> "";
    };
  }

  /** The number; 0 for what is none. */
  default long asLong() {
    return this instanceof Number number ? number.value() : 0;
  }

  /** The parts of several; empty for anything else. */
  default List<Reply> parts() {
    return this instanceof Many many ? many.replies() : List.of();
  }
}
