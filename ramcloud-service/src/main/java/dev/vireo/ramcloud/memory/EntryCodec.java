package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes, the form that the replicated log keeps ({@link Entry#encode} writes it). Pure
 * functions; what is read from there comes by {@link EntryInbox}, which believes nothing.
 */
public final class EntryCodec {
  /** More secondary keys than this an object cannot have. */
  public static final int MOST_SECONDARY_KEYS = 255;

  private EntryCodec() {}

  /** A checksum that is right by chance, or by malice, must not lead beyond the end. */
  static @Nullable String misfit(MemorySegment base, long at, int length) {
    int flags = EntryLayout.flags(base, at);
    if (EntryKind.of(flags & EntryLayout.KIND_MASK) == null) {
      return "of unknown kind " + (flags & EntryLayout.KIND_MASK);
    }
    long left = length - EntryLayout.HEADER - ((flags & EntryLayout.HAS_EXPIRY) == 0 ? 0 : 8);
    left -= EntryLayout.keyLength(base, at);
    if ((flags & EntryLayout.HAS_KEYS) != 0 && left >= 5) {
      long block = EntryLayout.key(at, flags) + EntryLayout.keyLength(base, at);
      int bytes = base.get(EntryLayout.INT, block);
      left -= 4;
      if (bytes < 1 || bytes > left || !keysFit(base, block + 4, bytes)) {
        return "secondary keys do not fit their " + bytes + " bytes";
      }
      left -= bytes;
    } else if ((flags & EntryLayout.HAS_KEYS) != 0) {
      return "secondary keys are cut off";
    }
    int value = EntryLayout.valueLength(base, at);
    if (value < 0 || value != left) {
      return "lengths say " + value + " bytes of value, " + left + " are there";
    }
    return null;
  }

  private static boolean keysFit(MemorySegment base, long at, int bytes) {
    int count = base.get(JAVA_BYTE, at) & 0xFF;
    long need = 1 + 2L * count;
    if (need > bytes) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      need += base.get(EntryLayout.SHORT, at + 1 + 2L * i) & 0xFFFF;
    }
    return need == bytes;
  }

  /**
   * How long an entry of these parts is.
   *
   * @param keysBlock length of {@link #secondaryKeys}
   */
  public static long length(int keyLength, int valueLength, boolean expires, int keysBlock) {
    return (long) EntryLayout.HEADER
        + (expires ? 8 : 0)
        + keyLength
        + (keysBlock == 0 ? 0 : 4 + keysBlock)
        + valueLength;
  }

  /**
   * An entry by itself.
   *
   * @param expiry milliseconds since 1970; 0: none
   * @param writtenSeconds since 1970
   */
  public static byte[] encode(
      EntryKind kind,
      long table,
      ByteSpan key,
      ByteSpan value,
      long version,
      long expiry,
      ByteSpan keysBlock,
      long writtenSeconds) {
    byte[] image =
        new byte
            [Math.toIntExact(
                length(key.length(), value.length(), expiry != 0, keysBlock.length()))];
    MemorySegment target = MemorySegment.ofArray(image);
    write(target, 0, kind, table, key, value, version, expiry, keysBlock, writtenSeconds);
    int sum = EntryChecksum.of(target, EntryLayout.CHECKED, image.length - EntryLayout.CHECKED);
    target.set(EntryLayout.INT, EntryLayout.CRC, sum);
    return image;
  }

  /** Everything but the checksum. */
  static void write(
      MemorySegment target,
      long at,
      EntryKind kind,
      long table,
      ByteSpan key,
      ByteSpan value,
      long version,
      long expiry,
      ByteSpan keysBlock,
      long writtenSeconds) {
    int flags =
        kind.ordinal()
            | (expiry == 0 ? 0 : EntryLayout.HAS_EXPIRY)
            | (keysBlock.length() == 0 ? 0 : EntryLayout.HAS_KEYS);
    target.set(EntryLayout.INT, at + EntryLayout.LIFE, (flags << 8) | (key.length() << 16));
    target.set(EntryLayout.LONG, at + EntryLayout.VERSION, version);
    target.set(EntryLayout.INT, at + EntryLayout.VALUE_LENGTH, value.length());
    target.set(EntryLayout.INT, at + EntryLayout.WRITTEN, (int) writtenSeconds);
    target.set(EntryLayout.INT, at + EntryLayout.TABLE, (int) table);
    long next = at + EntryLayout.HEADER;
    if (expiry != 0) {
      target.set(EntryLayout.LONG, next, expiry);
      next += 8;
    }
    key.copyTo(target, next);
    next += key.length();
    if (keysBlock.length() != 0) {
      target.set(EntryLayout.INT, next, keysBlock.length());
      keysBlock.copyTo(target, next + 4);
      next += 4 + keysBlock.length();
    }
    value.copyTo(target, next);
  }

  /**
   * Secondary keys as an entry keeps them, without the four bytes that say how long they are; empty
   * for none.
   *
   * @throws IllegalArgumentException for more than 255 keys, or one of more than 65,535 bytes
   */
  public static byte[] secondaryKeys(List<byte[]> keys) {
    if (keys.isEmpty()) {
      return new byte[0];
    }
    if (keys.size() > MOST_SECONDARY_KEYS) {
      throw new IllegalArgumentException(keys.size() + " secondary keys; 255 is the most");
    }
    int bytes = 1 + 2 * keys.size();
    for (byte[] key : keys) {
      if (key.length > EntryLayout.MAX_KEY) {
        throw new IllegalArgumentException(
            "a secondary key of " + key.length + " bytes; 65535 is the most");
      }
      bytes = Math.addExact(bytes, key.length);
    }
    MemorySegment block = MemorySegment.ofArray(new byte[bytes]);
    block.set(JAVA_BYTE, 0, (byte) keys.size());
    long at = 1 + 2L * keys.size();
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      block.set(EntryLayout.SHORT, 1 + 2L * i, (short) key.length);
      MemorySegment.copy(key, 0, block, JAVA_BYTE, at, key.length);
      at += key.length;
    }
    return (byte[]) block.heapBase().orElseThrow();
  }
}
