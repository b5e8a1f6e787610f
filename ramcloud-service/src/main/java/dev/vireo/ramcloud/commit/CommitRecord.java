package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of the topic of commits. */
public sealed interface CommitRecord {

  /**
   * Somebody wants these done together. The offset at which it lies names the commit.
   *
   * @param nonce by which who sent it knows it again
   * @param id whose retry is not done twice; null: it is not named
   */
  record Request(long nonce, @Nullable RequestId id, List<TxOp> ops) implements CommitRecord {
    public Request {
      ops = List.copyOf(ops);
    }
  }

  /**
   * The tablet's part is in its log, prepared: it can be done, and stays so until it is decided.
   *
   * @param versions of its operations in order, as they will be
   */
  record Agreed(long commit, int tablet, List<Long> versions) implements CommitRecord {
    public Agreed {
      versions = List.copyOf(versions);
    }
  }

  /**
   * The tablet's part cannot be done, so nothing is.
   *
   * @param answer why, with the operation counted within the commit; or how the same request ended
   *     before
   */
  record Refused(long commit, int tablet, TxResult answer) implements CommitRecord {}

  /** It took too long: unless all have agreed before this, nothing is done. */
  record GivenUp(long commit) implements CommitRecord {}

  /** The decision is in the tablet's log, with what it did. */
  record Settled(long commit, int tablet) implements CommitRecord {}

  /** A record that is damaged, and skipped as the operator said. */
  record Unreadable() implements CommitRecord {}
}
