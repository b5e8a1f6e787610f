package dev.vireo.backup.domain.repository;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A lock as restic keeps it. Its owner writes it anew every five minutes.
 *
 * @param written when it was last written, by its owner's clock
 * @param host its owner's host name
 * @param pid its owner's process id there
 * @param exclusive whether nobody may hold another beside it
 */
public record RepositoryLock(Instant written, String host, long pid, boolean exclusive) {

  /** restic's own rule: whoever lives has written its lock anew long before. */
  private static final Duration ABANDONED = Duration.ofMinutes(30);

  /** Whose it is. */
  public enum Owner {
    /** It lives, or may: the lock stays. */
    ALIVE,
    /** It is certainly gone. */
    GONE,
    /**
     * It may live, and restic's {@code unlock} would take it for gone: no such process is here, but
     * the host's name may be another machine's too, as those of containers often are; or there is
     * one, and the lock only looks old, as after a jump of the clock.
     */
    UNSURE
  }

  /**
   * Whether the owner is gone.
   *
   * @param here this machine's host name
   * @param livesHere whether a restic of that process id is on this machine
   * @param ourDead whether a restic of that id was ours and has ended
   */
  public Owner owner(Instant now, String here, LongPredicate livesHere, LongPredicate ourDead) {
    boolean looksOld = Duration.between(written, now).compareTo(ABANDONED) > 0;
    if (!host.equals(here)) {
      return looksOld ? Owner.GONE : Owner.ALIVE;
    }
    if (livesHere.test(pid)) {
      return looksOld ? Owner.UNSURE : Owner.ALIVE;
    }
    return looksOld || ourDead.test(pid) ? Owner.GONE : Owner.UNSURE;
  }

  /**
   * Whether {@code restic unlock}, which removes each lock that looks stale to it, would break none
   * whose owner may live, and would remove at least one.
   */
  public static boolean mayUnlock(List<Owner> owners) {
    return owners.contains(Owner.GONE) && !owners.contains(Owner.UNSURE);
  }
}
