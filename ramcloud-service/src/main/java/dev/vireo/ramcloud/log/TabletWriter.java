package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Tablet;
import dev.vireo.ramcloud.tablet.TabletActions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one tablet's owner appends to the log: what the shard has done, heartbeats, what must be
 * written once more, and groups taken apart. On the shard's thread only.
 */
final class TabletWriter {

  private static final long NO_GROUP = -1;

  /** How long a group stays one before its entries are written by themselves. */
  private static final long GROUP_NANOS = 1_000_000_000L;

  private static final int GROUPS_PER_TICK = 500;

  /**
   * An append under way.
   *
   * @param group the shard's, or {@link #NO_GROUP}
   * @param of the group of the log that this takes a key out of
   */
  private record Append(long group, List<byte[]> keys, LogGroups.@Nullable Group of) {}

  private static final Append NOTHING = new Append(NO_GROUP, List.of(), null);

  private final int partition;
  private final LogSettings settings;
  private final LogSender sender;
  private final TabletMemory memory;
  private final WaitLine line;
  private final Suspects suspects;
  private final LogGroups groups;
  private final TabletActions actions;
  private final UnaryOperator<LongConsumer> answered;
  private final Map<Long, Append> appends = new HashMap<>();
  private final List<Append> repeats = new ArrayList<>();
  private Tablet tablet;
  private long lastAppend;

  /**
   * A writer of the tablet.
   *
   * @param suspects keys that must be written once more
   * @param groups that must be taken apart
   * @param actions what the tablet's decisions are done by
   * @param answered brings what Kafka answers to the shard's thread, as long as it is of interest
   */
  TabletWriter(
      int partition,
      LogSettings settings,
      LogSender sender,
      TabletMemory memory,
      WaitLine line,
      Suspects suspects,
      LogGroups groups,
      TabletActions actions,
      UnaryOperator<LongConsumer> answered,
      Tablet tablet) {
    this.partition = partition;
    this.settings = settings;
    this.sender = sender;
    this.memory = memory;
    this.line = line;
    this.suspects = suspects;
    this.groups = groups;
    this.actions = actions;
    this.answered = answered;
    this.tablet = tablet;
  }

  /** Forgets all that was under way: the tablet starts anew, as this one. */
  void startAnew(Tablet anew) {
    tablet = anew;
    appends.clear();
    repeats.clear();
    suspects.take();
    groups.clear();
  }

  /** When the last append was sent, so that a heartbeat is not needed for a while. */
  long lastAppend() {
    return lastAppend;
  }

  /** Appends what the shard has done. */
  void append(long group, List<LogItem> items, long now) {
    line.join(group, now);
    List<byte[]> keys = new ArrayList<>(items.size());
    items.forEach(item -> keys.add(item.key()));
    send(new Append(group, keys, null), items, now);
  }

  /** Lets the log forget a record that is not needed any more. */
  void forget(byte[] logKey, long now) {
    send(
        new Append(NO_GROUP, List.of(logKey), null),
        List.of(new LogItem(logKey, new byte[0], true)),
        now);
  }

  void heartbeat(long now) {
    long sequence = register(NOTHING);
    long given = tablet.appending(now, actions);
    send(
        RecordFormat.heartbeat(
            settings.topic(), partition, tablet.epoch(), given, memory.versionCounter(partition)),
        sequence,
        now);
  }

  void handOver(long now) {
    long sequence = register(NOTHING);
    long given = tablet.handOver(now, actions);
    send(RecordFormat.handOver(settings.topic(), partition, tablet.epoch(), given), sequence, now);
  }

  /** The tablet's: the append is durable. */
  void acknowledged(long sequence) {
    Append append = appends.remove(sequence);
    if (append == null) {
      return;
    }
    if (append.group() != NO_GROUP) {
      line.durableNow(append.group());
    }
    LogGroups.Group of = append.of();
    if (of != null) {
      groups.written(of);
    }
  }

  /** The tablet's: the append is to be made again. */
  void repeat(long sequence) {
    Append append = appends.remove(sequence);
    if (append != null) {
      repeats.add(append);
    }
  }

  /** Hands over once more, if that append is to be repeated. */
  void handOverAgain(long now) {
    if (tablet.inFlight() == 0 && !repeats.isEmpty()) {
      repeats.clear();
      handOver(now);
    }
  }

  /** Appends whatever has come to be needed. */
  void tick(long now) {
    if (!repeats.isEmpty()) {
      List<Append> again = List.copyOf(repeats);
      repeats.clear();
      again.forEach(append -> sendAgain(append, now));
    }
    if (!suspects.isEmpty()) {
      for (byte[] key : suspects.take()) {
        sendAgain(new Append(NO_GROUP, List.of(key), null), now);
      }
    }
    closeGroups(now);
  }

  /** Writes the entries of groups by themselves; when the log has them it may forget the groups. */
  private void closeGroups(long now) {
    for (LogGroups.Group group : groups.takeClosed()) {
      long sequence = register(NOTHING);
      long given = tablet.appending(now, actions);
      send(
          RecordFormat.groupEnd(settings.topic(), partition, tablet.epoch(), given, group.key()),
          sequence,
          now);
    }
    for (int n = 0; n < GROUPS_PER_TICK; n++) {
      LogGroups.Group group = groups.takeOlderThan(now - GROUP_NANOS);
      if (group == null) {
        return;
      }
      for (byte[] key : group.keys()) {
        sendAgain(new Append(NO_GROUP, List.of(key), group), now);
      }
    }
  }

  /** What the keys are now, in one record. */
  private void sendAgain(Append append, long now) {
    if (append.keys().isEmpty()) {
      heartbeat(now);
    } else {
      send(append, append.keys().stream().map(this::current).toList(), now);
    }
  }

  private LogItem current(byte[] key) {
    LogItem current = key[0] == RecordFormat.ENTRY ? memory.current(partition, key) : null;
    return current == null ? new LogItem(key, new byte[0], true) : current;
  }

  private long register(Append append) {
    long sequence = tablet.nextSequence();
    appends.put(sequence, append);
    return sequence;
  }

  private void send(Append append, List<LogItem> items, long now) {
    long sequence = register(append);
    long given = tablet.appending(now, actions);
    send(
        RecordFormat.entries(settings.topic(), partition, tablet.epoch(), given, items),
        sequence,
        now);
    if (items.size() > 1) {
      groups.opened(RecordFormat.groupKey(tablet.epoch(), sequence), append.keys(), now);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record, long sequence, long now) {
    lastAppend = now;
    sender.send(
        record,
        answered.apply(
            offset -> {
              if (offset == LogSender.UNKNOWN) {
                tablet.failed(sequence, actions);
              } else {
                tablet.acked(sequence, offset, actions);
              }
            }));
  }
}
