package dev.vireo.ramcloud.store;

import java.util.List;

/** What became of a transaction, or of the part of it that lies in one tablet. */
public sealed interface TxResult {
  /**
   * All is done.
   *
   * @param versions for each operation in order: what was checked, written, or removed (0: there
   *     was nothing)
   */
  record Committed(List<Long> versions) implements TxResult {
    public Committed {
      versions = List.copyOf(versions);
    }
  }

  /**
   * All can be done, and is held until it is decided.
   *
   * @param versions for each operation in order, what it will be if that is to commit
   */
  record Prepared(List<Long> versions) implements TxResult {
    public Prepared {
      versions = List.copyOf(versions);
    }
  }

  /**
   * Nothing is done.
   *
   * @param operation the first that could not be, counted from 0; -1: it is not for any one of them
   * @param status why not; {@link Status#RETRY}: another transaction holds the object
   * @param version the version of the object that is there; 0: none
   */
  record Aborted(int operation, Status status, long version) implements TxResult {
    /** Whether objects are not as the transaction needs them: the same again would end so again. */
    public boolean isVerdict() {
      return status == Status.OBJECT_EXISTS
          || status == Status.OBJECT_DOESNT_EXIST
          || status == Status.WRONG_VERSION;
    }
  }
}
