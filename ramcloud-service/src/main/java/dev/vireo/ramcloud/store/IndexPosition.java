package dev.vireo.ramcloud.store;

import java.util.Arrays;

/** An object in the order of an index: by its secondary key, then by its primary key. */
public record IndexPosition(byte[] secondaryKey, byte[] primaryKey)
    implements Comparable<IndexPosition> {

  @Override
  public int compareTo(IndexPosition other) {
    int order = Arrays.compareUnsigned(secondaryKey, other.secondaryKey);
    return order != 0 ? order : Arrays.compareUnsigned(primaryKey, other.primaryKey);
  }
}
