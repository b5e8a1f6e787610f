package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where entries arrive that the replicated log kept: each is checked and laid outside the heap,
 * where all others lie, so that what reads it is the same code and as fast. One thread's.
 */
public final class EntryInbox {
  private static final int LEAST_ROOM = 4096;

  private final CRC32C crc = new CRC32C();
  private MemorySegment room = Arena.ofAuto().allocate(LEAST_ROOM, 8);

  /**
   * Takes an encoded entry.
   *
   * @param image of {@link Entry#encode}
   * @param out points at it afterwards, until the next one is taken, if nothing is wrong with it
   * @return what is wrong with it; null when it is whole and its checksum is right
   */
  public @Nullable String take(byte[] image, ByteSpan out) {
    if (image.length < EntryLayout.HEADER) {
      return "cut off: " + image.length + " bytes are less than a header";
    }
    if (image.length > room.byteSize()) {
      room = Arena.ofAuto().allocate(Integer.highestOneBit(image.length) * 2L, 8);
    }
    MemorySegment.copy(image, 0, room, JAVA_BYTE, 0, image.length);
    crc.reset();
    crc.update(image, EntryLayout.CHECKED, image.length - EntryLayout.CHECKED);
    int sum = room.get(EntryLayout.INT, EntryLayout.CRC);
    if (sum != (int) crc.getValue()) {
      return "checksum is %08x, its bytes give %08x".formatted(sum, crc.getValue());
    }
    out.at(room, 0, image.length);
    return EntryCodec.misfit(room, 0, image.length);
  }
}
