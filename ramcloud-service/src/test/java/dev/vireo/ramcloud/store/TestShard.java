package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A shard with all slots in one tablet, two tables, a clock that is set by hand, and a sink that
 * keeps what it is given.
 */
final class TestShard implements AutoCloseable {
  static final long T1 = 1;
  static final long T2 = 2;

  /** What the sink was given in one group. */
  record Group(SlotRange tablet, long sequence, List<byte[]> entries) {}

  final List<Group> groups = new ArrayList<>();
  final List<String> obsolete = new ArrayList<>();
  final Set<Long> expiredLeases = new HashSet<>();
  final Outcome out = new Outcome();
  final Shard shard;
  long millis = 1_000_000;

  TestShard() {
    this(new MemoryConfig(32L << 20, 2 << 20, 0.25));
  }

  TestShard(MemoryConfig config) {
    shard = new Shard(config, () -> millis, new Recorder(), id -> !expiredLeases.contains(id));
    shard.adopt(Tables.none().create("table1", Durability.LOG).create("table2", Durability.MEMORY));
    shard.open(SlotRange.ALL);
    shard.ready(SlotRange.ALL);
  }

  Status write(long table, String key, String value) {
    return write(table, key, value, WriteOptions.PLAIN);
  }

  Status write(long table, String key, String value, WriteOptions options) {
    return shard.write(table, ByteSpan.of(key), ByteSpan.of(value), options, out);
  }

  Status write(long table, String key, String value, RejectRules rules) {
    return write(table, key, value, WriteOptions.rules(rules));
  }

  Status read(long table, String key) {
    return shard.read(table, ByteSpan.of(key), RejectRules.NONE, out);
  }

  Status read(long table, String key, RejectRules rules) {
    return shard.read(table, ByteSpan.of(key), rules, out);
  }

  Status remove(long table, String key) {
    return remove(table, key, RejectRules.NONE);
  }

  Status remove(long table, String key, RejectRules rules) {
    return shard.remove(table, ByteSpan.of(key), rules, null, out);
  }

  Status increment(long table, String key, long by) {
    return increment(table, key, by, RejectRules.NONE);
  }

  Status increment(long table, String key, long by, RejectRules rules) {
    return shard.increment(table, ByteSpan.of(key), by, rules, null, out);
  }

  /** The value of the key, or the status that was given instead. */
  String value(long table, String key) {
    Status status = read(table, key);
    return status.ok() ? out.value().text() : status.name();
  }

  /** Writes until the key is of that version. */
  void writeUpTo(long table, String key, long version) {
    while (out.version() != version) {
      write(table, key, "v");
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] int64(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  @Override
  public void close() {
    shard.close();
  }

  private final class Recorder implements MutationSink {
    private List<byte[]> open = new ArrayList<>();

    @Override
    public void begin(SlotRange tablet, long sequence) {
      open = new ArrayList<>();
    }

    @Override
    public void append(int slot, Entry entry) {
      open.add(entry.encoded());
    }

    @Override
    public void end(SlotRange tablet, long sequence) {
      groups.add(new Group(tablet, sequence, open));
    }

    @Override
    public void obsolete(int slot, EntryKind kind, long tableId, byte[] key) {
      obsolete.add(kind + " " + tableId + " " + key.length);
    }
  }
}
