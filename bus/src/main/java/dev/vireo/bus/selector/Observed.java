package dev.vireo.bus.selector;

import org.jspecify.annotations.Nullable;

/** What is known of one field of a host. */
sealed interface Observed {

  /**
   * The host has it.
   *
   * @param text the value
   */
  record Value(String text) implements Observed {}

  /** There is no value, for one of two reasons. */
  enum Nothing implements Observed {
    /** It was never read. */
    UNKNOWN,
    /** It was read, and the host does not have it. */
    ABSENT
  }

  /** A value, or what its absence means. */
  static Observed of(@Nullable String text, Nothing otherwise) {
    return text == null ? otherwise : new Value(text);
  }
}
