package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at one entry where it lies. It is pointed from entry to entry and copies nothing; what it
 * shows is valid until the shard is called again.
 */
public final class Entry {
  private static final MemorySegment NOWHERE = MemorySegment.ofArray(new byte[EntryLayout.HEADER]);

  private MemorySegment base = NOWHERE;
  private long offset;

  /** Points at the entry at {@code offset} of {@code base}, which is known to be whole. */
  public Entry at(MemorySegment base, long offset) {
    this.base = base;
    this.offset = offset;
    return this;
  }

  /** What the entry says. */
  public EntryKind kind() {
    EntryKind kind = EntryKind.of(EntryLayout.flags(base, offset) & EntryLayout.KIND_MASK);
    if (kind == null) {
      throw new IllegalStateException("no entry begins at " + offset);
    }
    return kind;
  }

  /** The table's id; 0 for what belongs to none. */
  public long tableId() {
    return EntryLayout.table(base, offset);
  }

  /** The object's version; of a tombstone the version that was removed. */
  public long version() {
    return EntryLayout.version(base, offset);
  }

  /** When the object ends, in milliseconds since 1970; 0: it does not. */
  public long expiry() {
    return EntryLayout.expiry(base, offset);
  }

  /** When it was written, in seconds since 1970. */
  public long writtenSeconds() {
    return EntryLayout.written(base, offset);
  }

  /** Length of the key in bytes. */
  public int keyLength() {
    return EntryLayout.keyLength(base, offset);
  }

  /** Length of the value in bytes. */
  public int valueLength() {
    return EntryLayout.valueLength(base, offset);
  }

  /** Points {@code out} at the key. */
  public ByteSpan key(ByteSpan out) {
    int flags = EntryLayout.flags(base, offset);
    return out.at(base, EntryLayout.key(offset, flags), EntryLayout.keyLength(base, offset));
  }

  /** Points {@code out} at the value. */
  public ByteSpan value(ByteSpan out) {
    int flags = EntryLayout.flags(base, offset);
    long value =
        EntryLayout.key(offset, flags)
            + EntryLayout.keyLength(base, offset)
            + EntryLayout.keysBlock(base, offset, flags);
    return out.at(base, value, EntryLayout.valueLength(base, offset));
  }

  /** A copy of the key. */
  public byte[] keyBytes() {
    return key(new ByteSpan()).toBytes();
  }

  /** A copy of the value. */
  public byte[] valueBytes() {
    return value(new ByteSpan()).toBytes();
  }

  /** How many secondary keys were given, absent ones among them. */
  public int secondaryKeyCount() {
    int flags = EntryLayout.flags(base, offset);
    if ((flags & EntryLayout.HAS_KEYS) == 0) {
      return 0;
    }
    return base.get(JAVA_BYTE, keysAt(flags)) & 0xFF;
  }

  /**
   * Points {@code out} at secondary key {@code number}, counted from 1; length 0 where it is
   * absent.
   */
  public ByteSpan secondaryKey(int number, ByteSpan out) {
    int count = secondaryKeyCount();
    if (number < 1 || number > count) {
      return out.clear();
    }
    long lengths = keysAt(EntryLayout.flags(base, offset)) + 1;
    long at = lengths + 2L * count;
    for (int i = 1; i < number; i++) {
      at += base.get(EntryLayout.SHORT, lengths + 2L * (i - 1)) & 0xFFFF;
    }
    return out.at(base, at, base.get(EntryLayout.SHORT, lengths + 2L * (number - 1)) & 0xFFFF);
  }

  /** Copies of all secondary keys, as they are given to a write. */
  public List<byte[]> secondaryKeys() {
    List<byte[]> keys = new ArrayList<>();
    ByteSpan span = new ByteSpan();
    for (int i = 1; i <= secondaryKeyCount(); i++) {
      keys.add(secondaryKey(i, span).toBytes());
    }
    return keys;
  }

  /** How many bytes {@link #encode} writes. */
  public int encodedLength() {
    return EntryLayout.length(base, offset);
  }

  /** Writes the entry, with its checksum, as the replicated log keeps it. */
  public void encode(MemorySegment target, long targetOffset) {
    MemorySegment.copy(base, offset, target, targetOffset, encodedLength());
    target.set(JAVA_BYTE, targetOffset + EntryLayout.LIFE, (byte) 0);
  }

  /** The entry, with its checksum, as the replicated log keeps it. */
  public byte[] encoded() {
    byte[] bytes = new byte[encodedLength()];
    encode(MemorySegment.ofArray(bytes), 0);
    return bytes;
  }

  private long keysAt(int flags) {
    return EntryLayout.key(offset, flags) + EntryLayout.keyLength(base, offset) + 4;
  }
}
