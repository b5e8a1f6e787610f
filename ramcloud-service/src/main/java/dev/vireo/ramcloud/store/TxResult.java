package dev.vireo.ramcloud.store;

import java.util.List;

/** What became of a transaction, or of the part of it that lies in one tablet. */
public sealed interface TxResult {
  /**
   * All is done.
   *
   * @param versions for each operation in order: what was checked, written, or removed (0: there
   *     was nothing)
   * @param sequence the group of the mutation sink; 0: nothing has to be logged
   */
  record Committed(List<Long> versions, long sequence) implements TxResult {}

  /**
   * All can be done, and is locked until it is decided.
   *
   * @param sequence the group of the mutation sink; 0: nothing has to be logged
   */
  record Prepared(long sequence) implements TxResult {}

  /**
   * Nothing is done.
   *
   * @param operation the first that could not be, counted from 0; -1: the transaction was aborted
   *     before
   * @param status why not; {@link Status#RETRY}: another transaction holds the object
   * @param version the version of the object that is there; 0: none
   */
  record Aborted(int operation, Status status, long version) implements TxResult {}
}
