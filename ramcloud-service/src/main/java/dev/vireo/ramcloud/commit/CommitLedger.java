package dev.vireo.ramcloud.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of commits says, up to an offset: pure, and the same at all who have read as far.
 *
 * <p>The topic is cut off below the first commit that is not {@linkplain Commit#isOver over}. So
 * what a reader has read past, or could not read any more, and does not know, is over; and a tablet
 * that still has a part of such a one, without a decision, may let it be: had it been committed, it
 * would not be over before that tablet's log had the decision.
 */
public final class CommitLedger {
  private final int tablets;
  private final TreeMap<Long, Commit> commits = new TreeMap<>();
  private long position;

  /**
   * A ledger of nothing.
   *
   * @param tablets how many the cluster has
   * @param from the first offset that will be told
   */
  public CommitLedger(int tablets, long from) {
    this.tablets = tablets;
    this.position = from;
  }

  /** The same, to try something out on. */
  public CommitLedger copy() {
    CommitLedger copy = new CommitLedger(tablets, position);
    commits.forEach((offset, commit) -> copy.commits.put(offset, commit.copy()));
    return copy;
  }

  /** Everything below this offset was told. */
  public long position() {
    return position;
  }

  /** Takes the next record. What lies between the last one and it was cut off. */
  public void take(long offset, CommitRecord record) {
    if (offset < position) {
      return;
    }
    readTo(offset);
    position = offset + 1;
    switch (record) {
      case CommitRecord.Request request ->
          commits.put(offset, new Commit(offset, request, tablets));
      case CommitRecord.Agreed agreed -> {
        Commit commit = commits.get(agreed.commit());
        if (commit != null) {
          commit.agree(agreed.tablet(), agreed.versions());
        }
      }
      case CommitRecord.Refused refused -> {
        Commit commit = commits.get(refused.commit());
        if (commit != null) {
          commit.refuse(refused.answer());
        }
      }
      case CommitRecord.GivenUp givenUp -> {
        Commit commit = commits.get(givenUp.commit());
        if (commit != null) {
          commit.giveUp();
        }
      }
      case CommitRecord.Settled settled -> {
        Commit commit = commits.get(settled.commit());
        if (commit != null) {
          commit.settle(settled.tablet());
        }
      }
      case CommitRecord.Unreadable unreadable -> {}
    }
  }

  /** Reading goes on at this offset: what lies before it and was not told was cut off. */
  public void readTo(long offset) {
    if (offset > position) {
      forgetBelow(offset);
      position = offset;
    }
  }

  /** The commit of this name; null where it is not known, or over and forgotten. */
  public @Nullable Commit find(long offset) {
    return commits.get(offset);
  }

  /** Whether a tablet's part of this name, of which there is no decision, is not to be done. */
  public boolean isForgotten(long offset) {
    return offset < position && !commits.containsKey(offset);
  }

  /** Those that somebody still has to do something for, in their order. */
  public List<Commit> open() {
    List<Commit> open = new ArrayList<>();
    for (Commit commit : commits.values()) {
      if (!commit.isOver()) {
        open.add(commit);
      }
    }
    return open;
  }

  /** Whether one before this bears the same name and is not decided. */
  boolean isAskedBefore(Commit later) {
    for (Commit commit : commits.headMap(later.offset()).values()) {
      if (commit.answer() == null
          && commit.id() != null
          && later.id() != null
          && commit.id().client() == later.id().client()
          && commit.id().sequence() == later.id().sequence()) {
        return true;
      }
    }
    return false;
  }

  /** Below this offset nobody needs anything any more. */
  public long cut() {
    for (Commit commit : commits.values()) {
      if (!commit.isOver()) {
        return commit.offset();
      }
    }
    return position;
  }

  /** Forgets what lies below the offset. */
  public void forgetBelow(long offset) {
    commits.headMap(offset).clear();
  }

  /** Tells everything that its further course depends on. */
  void describe(LongConsumer to) {
    to.accept(position);
    commits.values().forEach(commit -> commit.describe(to));
    to.accept(-2);
  }
}
