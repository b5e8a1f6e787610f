package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.Arrays;

/** An object's name, to be looked up by: on the heap, for the few objects that are locked. */
record ObjectKey(long tableId, byte[] key) {
  static ObjectKey of(long tableId, ByteSpan key) {
    return new ObjectKey(tableId, key.toBytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectKey that
        && tableId == that.tableId
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(tableId) * 31 + Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "key of " + key.length + " bytes in table " + tableId;
  }
}
