package dev.vireo.ramcloud.store;

/**
 * How an operation ended, with RAMCloud's names and numbers, and those that RAMCloud has no name
 * for.
 */
public enum Status {
  OK(0),
  /** The key's slot is not held by this shard. */
  UNKNOWN_TABLET(1),
  TABLE_DOESNT_EXIST(2),
  OBJECT_DOESNT_EXIST(3),
  OBJECT_EXISTS(4),
  WRONG_VERSION(5),
  REQUEST_FORMAT_ERROR(9),
  /** The object is locked by a prepared transaction: ask again when that is decided. */
  RETRY(17),
  /** The value is not a number of eight bytes. */
  INVALID_OBJECT(22),
  REQUEST_TOO_LARGE(27),
  INVALID_PARAMETER(30),
  STALE_RPC(31),
  EXPIRED_LEASE(32),
  TX_OP_AFTER_COMMIT(33),
  /** The memory limit is reached. RAMCloud makes the client wait; here the client is told. */
  OUT_OF_MEMORY(100);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** RAMCloud's number; 100 and above are our own. */
  public int code() {
    return code;
  }

  /**
   * The status of a number.
   *
   * @throws IllegalArgumentException for a number that none has
   */
  public static Status of(int code) {
    for (Status status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("no status has the number " + code);
  }

  /** Whether the operation was done. */
  public boolean ok() {
    return this == OK;
  }
}
