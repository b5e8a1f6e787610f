package dev.vireo.ramcloud.store;

import java.util.List;

/** A part of a transaction. */
public sealed interface TxOp {
  /** Of which table. */
  long tableId();

  /** Of which object. */
  byte[] key();

  /** What was read must still be so. */
  record Check(long tableId, byte[] key, RejectRules rules) implements TxOp {
    /** The object must be of this version; 0: it must not exist. */
    public static Check version(long tableId, byte[] key, long version) {
      return new Check(
          tableId, key, version == 0 ? RejectRules.IF_ABSENT : RejectRules.ifVersion(version));
    }
  }

  /** Writes an object. */
  record Write(long tableId, byte[] key, byte[] value, long expiry, List<byte[]> secondaryKeys)
      implements TxOp {
    /** Without an end or secondary keys. */
    public Write(long tableId, byte[] key, byte[] value) {
      this(tableId, key, value, WriteOptions.NO_EXPIRY, List.of());
    }
  }

  /** Removes an object, if it is there. */
  record Remove(long tableId, byte[] key) implements TxOp {}

  /** What the operations take of {@link Shard#MOST_GROUP_BYTES}. */
  static long groupBytes(List<TxOp> ops) {
    return Transactions.groupBytes(ops);
  }
}
