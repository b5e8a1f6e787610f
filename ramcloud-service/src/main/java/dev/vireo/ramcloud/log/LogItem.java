package dev.vireo.ramcloud.log;

/**
 * One entry of memory as the log has it.
 *
 * @param key what compaction keeps the last of
 * @param entry as memory encodes it; of a removal the tombstone, or nothing
 * @param removes whether the log may forget the key in the end
 */
public record LogItem(byte[] key, byte[] entry, boolean removes) {}
