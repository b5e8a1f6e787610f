package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.store.MutationSink;
import dev.vireo.ramcloud.store.SlotRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log as one shard sees it: takes its mutations, and answers for its tablets. On the shard's
 * thread only, once {@link #open} was called.
 */
public final class ShardLog implements ShardTablets, MutationSink {

  /** By partition; null for those of other shards, and empty before the log is known. */
  private @Nullable TabletReplica[] replicas = new TabletReplica[0];

  private final List<LogItem> group = new ArrayList<>();

  ShardLog() {}

  void open(@Nullable TabletReplica[] all) {
    replicas = all;
  }

  List<TabletReplica> replicas() {
    List<TabletReplica> mine = new ArrayList<>();
    for (TabletReplica replica : replicas) {
      if (replica != null) {
        mine.add(replica);
      }
    }
    return mine;
  }

  private @Nullable TabletReplica replica(int slot) {
    return replicas.length == 0 ? null : replicas[ClusterView.tabletOf(slot, replicas.length)];
  }

  private TabletReplica known(int slot) {
    TabletReplica replica = replica(slot);
    if (replica == null) {
      throw new IllegalStateException("slot " + slot + " does not belong to this shard");
    }
    return replica;
  }

  @Override
  public Standing standing(int slot) {
    TabletReplica replica = replica(slot);
    return replica == null
        ? replicas.length == 0 ? Standing.PREPARING : Standing.ELSEWHERE
        : replica.standing();
  }

  @Override
  public String reason(int slot) {
    TabletReplica replica = replica(slot);
    return replica == null ? "the log in Kafka is not known yet" : replica.reason();
  }

  @Override
  public boolean readable(int slot) {
    TabletReplica replica = replica(slot);
    return replica != null && replica.readable();
  }

  @Override
  public void whenReadable(int slot, Waiter waiter) {
    known(slot).whenReadable(waiter);
  }

  @Override
  public void whenDurable(int slot, long sequence, Waiter waiter) {
    known(slot).whenDurable(sequence, waiter);
  }

  @Override
  public boolean durable(int slot, long sequence) {
    return known(slot).durable(sequence);
  }

  @Override
  public boolean takes(SlotRange tablet) {
    TabletReplica replica = replica(tablet.first());
    return replica != null && replica.mayWrite();
  }

  @Override
  public void begin(SlotRange tablet, long sequence) {
    group.clear();
  }

  @Override
  public void append(int slot, Entry entry) {
    EntryKind kind = entry.kind();
    group.add(
        new LogItem(
            LogKeys.of(kind, entry.tableId(), entry.keyBytes()),
            entry.encoded(),
            kind == EntryKind.TOMBSTONE));
  }

  @Override
  public void end(SlotRange tablet, long sequence) {
    if (!group.isEmpty()) {
      append(tablet.first(), sequence, List.copyOf(group));
      group.clear();
    }
  }

  void append(int slot, long sequence, List<LogItem> items) {
    known(slot).append(sequence, items);
  }

  @Override
  public void obsolete(int slot, EntryKind kind, long tableId, byte[] key) {
    known(slot).forget(LogKeys.of(kind, tableId, key));
  }
}
