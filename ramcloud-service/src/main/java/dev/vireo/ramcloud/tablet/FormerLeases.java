package dev.vireo.ramcloud.tablet;

import java.util.function.LongConsumer;

/**
 * The leases of a tablet's former owners. Each counts from before the owner's last acknowledged
 * append was sent, so all are over when the last of their records that is in the log has been sent
 * for one lease. When it was sent is not written there: what is known is by when at the latest.
 *
 * <p>Times are as those of {@link Tablet}.
 */
final class FormerLeases {

  private static final long NEVER = Long.MIN_VALUE;

  private final long wait;

  /**
   * When the last record that may have given another owner a lease had been sent, at the latest.
   */
  private long sentBy = NEVER;

  /** When this owner's barrier was known to lie in the log: all before it had been sent by then. */
  private long fencedAt = NEVER;

  /** The log was known to reach this offset, */
  private long knownEnd;

  /** at this time. */
  private long knownAt = NEVER;

  /**
   * None is known of.
   *
   * @param wait longer than a lease by as much as two clocks can differ in their rates over it
   */
  FormerLeases(long wait) {
    this.wait = wait;
  }

  FormerLeases copy() {
    FormerLeases copy = new FormerLeases(wait);
    copy.sentBy = sentBy;
    copy.fencedAt = fencedAt;
    copy.knownEnd = knownEnd;
    copy.knownAt = knownAt;
    return copy;
  }

  /** Tells everything that its further behaviour depends on. */
  void describe(LongConsumer to) {
    to.accept(sentBy);
    to.accept(fencedAt);
    to.accept(knownEnd);
    to.accept(knownAt);
  }

  /** What lies below this offset had been sent by then. */
  void reached(long end, long at) {
    knownEnd = end;
    knownAt = at;
  }

  /** What lies before this owner's barrier had been sent by now. */
  void fenced(long now) {
    fencedAt = now;
  }

  /**
   * A record of another owner is read now.
   *
   * @param before whether it lies before this owner's barrier
   */
  void seen(long offset, boolean before, long now) {
    sentBy = offset < knownEnd ? knownAt : before ? fencedAt : now;
  }

  /** The last owner has given its lease up. */
  void givenUp() {
    sentBy = NEVER;
  }

  boolean areOver(long now) {
    return sentBy == NEVER || now - sentBy >= wait;
  }
}
