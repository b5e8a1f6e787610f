package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.memory.EntryKind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What compaction keeps the last of: {@code E}, what kind of thing it is (an object and its
 * tombstone are of one), the table's id (4 bytes), the key.
 */
final class LogKeys {

  private static final int HEAD = 6;

  private LogKeys() {}

  static byte[] of(EntryKind kind, long table, byte[] key) {
    EntryKind thing = kind == EntryKind.TOMBSTONE ? EntryKind.OBJECT : kind;
    return ByteBuffer.allocate(HEAD + key.length)
        .put(RecordFormat.ENTRY)
        .put((byte) thing.ordinal())
        .putInt((int) table)
        .put(key)
        .array();
  }

  static EntryKind kind(byte[] logKey) {
    return EntryKind.values()[logKey[1]];
  }

  static long table(byte[] logKey) {
    return ByteBuffer.wrap(logKey).getInt(2) & 0xFFFF_FFFFL;
  }

  static byte[] key(byte[] logKey) {
    return Arrays.copyOfRange(logKey, HEAD, logKey.length);
  }
}
