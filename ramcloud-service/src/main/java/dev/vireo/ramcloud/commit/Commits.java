package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits over several tablets, of whichever masters. On the shard's thread. */
public interface Commits {

  /** Gets exactly one of these calls, once, on the shard's thread. */
  interface Answer {
    /** It is done, or it is aborted and will never be done. */
    void ended(TxResult result);

    /**
     * It is not done, or not known to be.
     *
     * @param error as a client is told: its code in capitals, a space, what was seen
     */
    void failed(String error);
  }

  /**
   * Does all of the operations or none.
   *
   * @param ops of durable tables, at least one, together no more than one group of the log
   * @param request whose retry is not done twice; null: it is not named
   */
  void commit(List<TxOp> ops, @Nullable RequestId request, Answer answer);

  /** Of a server that has no others: all is one tablet. */
  Commits NONE =
      (ops, request, answer) ->
          answer.failed("CROSSSLOT this server is not one of a cluster, and has no tablets");
}
