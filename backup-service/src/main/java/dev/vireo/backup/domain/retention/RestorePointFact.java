package dev.vireo.backup.domain.retention;

import java.time.Instant;

/**
 * What the choice among restore points is made from.
 *
 * @param id the point's id
 * @param at the time that it shows
 * @param state what is known of it
 * @param muchSmaller whether it is so much smaller than the one before that something may be
 *     missing
 */
public record RestorePointFact(String id, Instant at, State state, boolean muchSmaller) {

  /** What is known of a point. */
  public enum State {
    /** It was written whole; nobody has read it back. */
    UNVERIFIED,
    /** It was read back, and was what had been read from the source. */
    VERIFIED,
    /** Some of its data is gone or changed. */
    DAMAGED
  }

  /** Whether one would restore from it without a second thought. */
  boolean good() {
    return state != State.DAMAGED && !muchSmaller;
  }
}
