package dev.vireo.backup.domain.job;

import java.util.OptionalLong;

/** Whether a result is so much smaller than the last one that something may be missing. */
public final class SizeCheck {

  /** Less than this share of the last one is much smaller. */
  private static final double SHARE = 0.5;

  /** Trees of a few files come and go. */
  private static final long NOT_WORTH_A_WORD = 1L << 20;

  private SizeCheck() {}

  /**
   * Whether the new size is much smaller.
   *
   * @param before bytes of the last good result; empty for the first
   */
  public static boolean muchSmaller(OptionalLong before, long now) {
    return before.isPresent()
        && before.getAsLong() - now > NOT_WORTH_A_WORD
        && now < before.getAsLong() * SHARE;
  }
}
