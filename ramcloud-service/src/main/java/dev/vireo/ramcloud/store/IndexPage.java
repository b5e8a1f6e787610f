package dev.vireo.ramcloud.store;

import org.jspecify.annotations.Nullable;

/**
 * What a look-up by an index came to.
 *
 * @param next the position of the last object shown, if the count ended it; null: that was all
 * @param mark while a shard gives the same one for the same question, nothing of what it would show
 *     has changed, not even back and forth; empty where the shard has no such index
 */
public record IndexPage(@Nullable IndexPosition next, String mark) {
  /** Of an index that is not there. */
  static final IndexPage NONE = new IndexPage(null, "");
}
