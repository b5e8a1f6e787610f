package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.store.IndexPosition;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Table;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Enumeration of a table: tablet by tablet through the whole cluster, each in the order of hashes.
 * A cursor says in which tablet it is, by the slot that begins it, and where; a master that does
 * not serve that tablet sends the client on, and the cursor is good there, too.
 */
final class RcScan {
  private static final long SLOT_BITS = 0xFFFF;
  private static final int COUNT = 10;
  private static final int MOST = 100_000;

  private RcScan() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "rc.scan",
            -3,
            "readonly",
            KeyRange.NONE,
            RcObjects.GROUP,
            "1.0.0",
            "Goes on through all objects of a table from a cursor, 0 at first.",
            RcScan::scan));
  }

  private static void scan(Call call) {
    Table table = RcReplies.table(call, 1, false);
    if (table == null) {
      return;
    }
    int count = COUNT;
    boolean keysOnly = false;
    for (int i = 3; i < call.args.count(); i++) {
      if (call.args.is(i, "KEYSONLY")) {
        keysOnly = true;
      } else if (call.args.is(i, "COUNT") && Words.countOr(call.args, i + 1, 0) > 0) {
        count = (int) Math.min(MOST, Words.countOr(call.args, ++i, 0));
      } else {
        call.error("ERR RC.SCAN table cursor [COUNT count] [KEYSONLY]");
        return;
      }
    }
    Long cursor = cursor(call.args.text(2));
    if (cursor == null || (cursor & SLOT_BITS) >= KeySlot.SLOTS) {
      call.error(Errors.INVALID_CURSOR);
      return;
    }
    int slot = (int) (cursor & SLOT_BITS);
    ClusterView cluster = call.core().server().cluster();
    String elsewhere = Dispatcher.refusal(cluster.route(slot), slot);
    if (elsewhere != null) {
      call.error(elsewhere);
      return;
    }
    SlotRange tablet = tablet(call, slot);
    if (tablet == null) {
      call.error(Errors.INVALID_CURSOR);
      return;
    }
    if (call.keyspace().shard().held().has(table.id(), false)) {
      call.held();
      return;
    }
    call.touchSlot(slot);
    Found found = new Found(keysOnly);
    long next = call.keyspace().shard().scan(table.id(), tablet, cursor & ~SLOT_BITS, count, found);
    if (next != 0) {
      next |= slot;
    } else if (tablet.last() + 1 < KeySlot.SLOTS) {
      next = tablet.last() + 1L;
    }
    call.out.array(2);
    call.out.bulk(Long.toUnsignedString(next));
    found.write(call);
  }

  private static @Nullable Long cursor(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable SlotRange tablet(Call call, int first) {
    for (SlotRange tablet : call.keyspace().shard().served()) {
      if (tablet.first() == first) {
        return tablet;
      }
    }
    return null;
  }

  /** What was shown, copied: it may be more than was asked for. */
  static final class Found implements Consumer<Entry> {
    private record Shown(byte[] key, long version, byte[] value) {}

    private final boolean keysOnly;
    private final List<Shown> shown = new ArrayList<>();
    private final ByteSpan span = new ByteSpan();

    Found(boolean keysOnly) {
      this.keysOnly = keysOnly;
    }

    @Override
    public void accept(Entry entry) {
      byte[] key = entry.keyBytes();
      shown.add(
          new Shown(key, entry.version(), keysOnly ? new byte[0] : entry.value(span).toBytes()));
    }

    /** Writes {@code [key, version, value, ...]}, or without the values. */
    void write(Call call) {
      call.out.array(shown.size() * (keysOnly ? 2L : 3L));
      for (Shown one : shown) {
        call.out.bulk(one.key());
        call.out.integer(one.version());
        if (!keysOnly) {
          call.out.bulk(one.value());
        }
      }
    }
  }

  /** A position in an index as a word. */
  static String word(@Nullable IndexPosition position) {
    if (position == null) {
      return "0";
    }
    HexFormat hex = HexFormat.of();
    return hex.formatHex(position.secondaryKey()) + "." + hex.formatHex(position.primaryKey());
  }

  /** The position that {@link #word} made a word of; null where it is none. */
  static @Nullable IndexPosition position(String word) {
    int point = word.indexOf('.');
    if (point < 0) {
      return null;
    }
    HexFormat hex = HexFormat.of();
    try {
      return new IndexPosition(
          hex.parseHex(word.substring(0, point)), hex.parseHex(word.substring(point + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
