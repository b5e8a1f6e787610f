package dev.vireo.ramcloud.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * CRC-32C of entries that lie in one memory. Keeps a view of each segment, so that summing makes no
 * garbage.
 */
final class EntryChecksum {
  private final CRC32C crc = new CRC32C();
  private final SegmentPool pool;
  private final @Nullable ByteBuffer[] views;

  EntryChecksum(SegmentPool pool) {
    this.pool = pool;
    this.views = new ByteBuffer[pool.count];
  }

  /** The sum of what is {@code length} bytes long and lies in one segment. */
  int of(long offset, int length) {
    int segment = pool.segmentOf(offset);
    ByteBuffer view = views[segment];
    if (view == null) {
      view = pool.memory.asSlice(pool.start(segment), pool.segmentBytes).asByteBuffer();
      views[segment] = view;
    }
    int from = (int) (offset - pool.start(segment));
    view.limit(from + length).position(from);
    crc.reset();
    crc.update(view);
    return (int) crc.getValue();
  }

  static int of(MemorySegment base, long offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(base.asSlice(offset, length).asByteBuffer());
    return (int) crc.getValue();
  }
}
