package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.store.IndexPage;
import dev.vireo.ramcloud.store.IndexPosition;
import dev.vireo.ramcloud.store.IndexRange;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of an index that one master has: what masters ask each other for a look-up over several
 * of them. The slots are named, and the answer is of all of them or an error, so that no object is
 * missed or found twice while a tablet moves. Who asks again with the mark that it was answered is
 * told {@code SAME} while nothing has changed.
 */
final class IndexPart {
  static final String SAME = "SAME";

  /** What one object brings to a reply. */
  record Found(IndexPosition at, long version, byte[] value) {
    /** Bytes of a reply, about. */
    long bytes() {
      return at.primaryKey().length + value.length + 40L;
    }

    /** Writes the key, the version and the value. */
    void write(ReplyWriter out) {
      out.bulk(at.primaryKey());
      out.integer(version);
      out.bulk(value);
    }
  }

  /** What a part was answered with. */
  record Answer(String mark, @Nullable IndexPosition next, List<Found> found) {}

  private IndexPart() {}

  static CommandSpec command() {
    return CommandSpec.of(
        "rc.index|part",
        -12,
        "readonly not_in_multi",
        KeyRange.NONE,
        RcObjects.GROUP,
        "1.0.0",
        "What masters ask each other: the part of an index that lies with some slots.",
        IndexPart::answer);
  }

  // --- asked
  // --------------------------------------------------------------------------------------

  /** {@code PART table index first last COUNT n FROM cursor SLOTS a-b,c-d [SEEN mark]}. */
  private static void answer(Call call) {
    Table table = RcReplies.table(call, 2, false);
    if (table == null) {
      return;
    }
    IndexRange range =
        new IndexRange(
            table.id(),
            (int) Words.countOr(call.args, 3, 0),
            call.args.bytes(4),
            call.args.bytes(5),
            RcScan.position(call.args.text(9)),
            (int) Words.countOr(call.args, 7, 0));
    BitSet slots = slots(call.args.text(11));
    if (slots == null) {
      call.error(Errors.SYNTAX);
      return;
    }
    BitSet missing = (BitSet) slots.clone();
    for (SlotRange served : call.keyspace().shard().served()) {
      missing.clear(served.first(), served.last() + 1);
    }
    if (!missing.isEmpty()) {
      call.error("TRYAGAIN slot " + missing.nextSetBit(0) + " is not served here now");
      return;
    }
    if (call.keyspace().shard().held().has(range)) {
      call.error(Errors.HELD);
      return;
    }
    String seen = call.args.count() > 13 ? call.args.text(13) : "";
    if (!seen.isEmpty()
        && seen.equals(call.keyspace().shard().lookup(range, slots::get, entry -> {}).mark())) {
      call.out.simple(SAME);
      return;
    }
    Collector found = new Collector(range.index());
    IndexPage page = call.keyspace().shard().lookup(range, slots::get, found);
    call.out.array(3);
    call.out.bulk(page.mark());
    call.out.bulk(RcScan.word(page.next()));
    call.out.array(found.all.size() * 4L);
    for (Found one : found.all) {
      call.out.bulk(one.at().secondaryKey());
      one.write(call.out);
    }
  }

  /** Takes down what an index shows. */
  static final class Collector implements Consumer<Entry> {
    final List<Found> all = new ArrayList<>();
    private final int index;
    private final ByteSpan span = new ByteSpan();

    Collector(int index) {
      this.index = index;
    }

    @Override
    public void accept(Entry entry) {
      byte[] secondary = entry.secondaryKey(index, span).toBytes();
      all.add(
          new Found(
              new IndexPosition(secondary, entry.keyBytes()),
              entry.version(),
              entry.value(span).toBytes()));
    }
  }

  private static @Nullable BitSet slots(String ranges) {
    BitSet slots = new BitSet();
    try {
      for (String range : ranges.split(",", -1)) {
        int dash = range.indexOf('-');
        SlotRange one =
            new SlotRange(
                Integer.parseInt(range.substring(0, Math.max(0, dash))),
                Integer.parseInt(range.substring(dash + 1)));
        slots.set(one.first(), one.last() + 1);
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return slots;
  }

  // --- asking
  // -------------------------------------------------------------------------------------

  /**
   * The words that ask for it.
   *
   * @param seen the mark of the last answer; empty: there was none
   */
  static List<byte[]> words(IndexRange range, List<SlotRange> slots, String seen) {
    List<byte[]> words = new ArrayList<>();
    add(words, "RC.INDEX", "PART", Long.toString(range.tableId()), Integer.toString(range.index()));
    words.add(range.first());
    words.add(range.last());
    add(words, "COUNT", Integer.toString(range.count()), "FROM", RcScan.word(range.after()));
    String each =
        slots.stream().map(one -> one.first() + "-" + one.last()).collect(Collectors.joining(","));
    add(words, "SLOTS", each);
    if (!seen.isEmpty()) {
      add(words, "SEEN", seen);
    }
    return words;
  }

  private static void add(List<byte[]> words, String... texts) {
    for (String text : texts) {
      words.add(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Reads what was answered.
   *
   * @throws IllegalArgumentException where that is no such answer
   */
  static Answer read(Peers.Reply.Many reply) {
    if (reply.replies().size() != 3
        || !(reply.replies().get(0) instanceof Peers.Reply.Bytes mark)
        || !(reply.replies().get(1) instanceof Peers.Reply.Bytes next)
        || !(reply.replies().get(2) instanceof Peers.Reply.Many items)
        || items.replies().size() % 4 != 0) {
      throw new IllegalArgumentException("it is not a part of an index");
    }
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < items.replies().size(); i += 4) {
      if (!(items.replies().get(i) instanceof Peers.Reply.Bytes secondary)
          || !(items.replies().get(i + 1) instanceof Peers.Reply.Bytes key)
          || !(items.replies().get(i + 2) instanceof Peers.Reply.Count version)
          || !(items.replies().get(i + 3) instanceof Peers.Reply.Bytes value)) {
        throw new IllegalArgumentException("it is not a part of an index");
      }
      found.add(
          new Found(
              new IndexPosition(secondary.bytes(), key.bytes()), version.value(), value.bytes()));
    }
    return new Answer(text(mark), RcScan.position(text(next)), found);
  }

  private static String text(Peers.Reply.Bytes bytes) {
    return new String(bytes.bytes(), StandardCharsets.US_ASCII);
  }
}
