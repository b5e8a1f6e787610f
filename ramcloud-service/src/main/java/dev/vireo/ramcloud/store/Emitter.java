package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryCodec;
import dev.vireo.ramcloud.memory.EntryKind;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Gives mutations to the sink in groups: one for each operation, or one for many where that was
 * asked for.
 */
final class Emitter {
  private static final ByteSpan NOTHING = new ByteSpan();

  private final MutationSink sink;
  private final Entry entry = new Entry();
  private long sequence;
  private @Nullable Tablet open;
  private @Nullable Tablet grouped;
  private long groupBytes;

  Emitter(MutationSink sink) {
    this.sink = sink;
  }

  /** Whether the sink takes mutations of the tablet. */
  boolean takes(Tablet tablet) {
    return sink.takes(tablet.slots);
  }

  /** Everything up to {@link #endGroup} is one group, and of this tablet. */
  void beginGroup(Tablet tablet) {
    if (grouped != null) {
      throw new IllegalStateException("a group is open already");
    }
    grouped = tablet;
    groupBytes = 0;
  }

  boolean isGrouped() {
    return grouped != null;
  }

  /** Whether an entry of so many bytes still goes into the group, if there is one. */
  boolean fits(long bytes) {
    return grouped == null || groupBytes + bytes + Shard.GROUP_OVERHEAD <= Shard.MOST_GROUP_BYTES;
  }

  /** The group's number; 0 where nothing was to be logged. */
  long endGroup() {
    if (grouped == null) {
      throw new IllegalStateException("no group is open");
    }
    grouped = null;
    return end();
  }

  void entry(Tablet tablet, int slot, MemorySegment base, long offset) {
    begin(tablet);
    groupBytes += entry.at(base, offset).encodedLength() + Shard.GROUP_OVERHEAD;
    sink.append(slot, entry);
  }

  void record(
      Tablet tablet,
      int slot,
      EntryKind kind,
      long table,
      ByteSpan key,
      byte[] value,
      long version,
      long now) {
    byte[] image =
        EntryCodec.encode(kind, table, key, ByteSpan.of(value), version, 0, NOTHING, now);
    entry(tablet, slot, MemorySegment.ofArray(image), 0);
  }

  void obsolete(int slot, EntryKind kind, long tableId, byte[] key) {
    sink.obsolete(slot, kind, tableId, key);
  }

  /** An operation is over; gives the number of its group, 0 where nothing was to be logged. */
  long end() {
    if (open == null) {
      return 0;
    }
    if (grouped == null) {
      sink.end(open.slots, sequence);
      open = null;
    }
    return sequence;
  }

  long sequence() {
    return sequence;
  }

  private void begin(Tablet tablet) {
    if (grouped != null && grouped != tablet) {
      throw new IllegalStateException(
          "a group of tablet " + grouped.slots + " cannot hold a mutation of " + tablet.slots);
    }
    if (open == null) {
      open = tablet;
      sink.begin(tablet.slots, ++sequence);
    }
  }
}
