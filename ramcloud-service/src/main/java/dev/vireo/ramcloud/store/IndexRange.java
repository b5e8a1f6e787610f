package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an index.
 *
 * @param tableId whose objects
 * @param index the number of the secondary key
 * @param first the smallest secondary key
 * @param last the largest, included as well
 * @param after where to go on; null: from {@code first} on
 * @param count how many objects at most
 */
public record IndexRange(
    long tableId, int index, byte[] first, byte[] last, @Nullable IndexPosition after, int count) {

  ByteSpan from() {
    return ByteSpan.of(first);
  }

  ByteSpan to() {
    return ByteSpan.of(last);
  }
}
