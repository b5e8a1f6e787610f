package dev.vireo.ramcloud.store;

import java.nio.ByteBuffer;

/**
 * Names a transaction over several tablets for ever.
 *
 * @param offset where its request lies in the topic of commits; a later one's is higher
 */
public record TxId(long offset) implements Comparable<TxId> {
  /** What names it in a tablet's log. */
  byte[] key() {
    return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
  }

  /**
   * The transaction that a key of a tablet's log names.
   *
   * @throws java.nio.BufferUnderflowException where it names none
   */
  public static TxId of(byte[] key) {
    return new TxId(ByteBuffer.wrap(key).getLong());
  }

  @Override
  public int compareTo(TxId other) {
    return Long.compare(offset, other.offset);
  }
}
