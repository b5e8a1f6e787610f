package dev.vireo.ramcloud.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a record of the log is laid out. Numbers are big-endian.
 *
 * <pre>
 * key      kind (1 byte), then
 *   E      what the entry's own key is: {@link LogItem#key} without its first byte
 *   G      the epoch and sequence number of a group (8 + 8)
 *   B      a barrier's nonce (8)
 *   H, X   nothing: heartbeat, hand-over
 * header s epoch (8), sequence number (8), CRC-32C of these, key, value and header e (4)
 * header e of an entry that removes, whose value is null for Kafka to forget: the tombstone
 * value    the entry; of a group for each entry: key length (4), key, entry length (4), entry,
 *          whether it removes (1); of a barrier the owner's name; of a heartbeat the version counter
 * </pre>
 */
final class RecordFormat {

  /** What Kafka is told to take at most: an object of the largest size, and a group of some. */
  static final int MAX_RECORD = 4 << 20;

  /** The first byte of every {@link LogItem#key}. */
  static final byte ENTRY = 'E';

  private static final byte GROUP = 'G';
  private static final byte BARRIER = 'B';
  private static final byte HEARTBEAT = 'H';
  private static final byte HAND_OVER = 'X';

  private static final String STAMP = "s";
  private static final String TOMBSTONE = "e";
  private static final int STAMP_LENGTH = 20;

  private RecordFormat() {}

  static ProducerRecord<byte[], byte[]> barrier(
      String topic, int tablet, long nonce, String owner) {
    byte[] key = ByteBuffer.allocate(9).put(BARRIER).putLong(nonce).array();
    return record(topic, tablet, 0, 0, key, owner.getBytes(StandardCharsets.UTF_8), null);
  }

  static ProducerRecord<byte[], byte[]> heartbeat(
      String topic, int tablet, long epoch, long sequence, long versionCounter) {
    byte[] value = ByteBuffer.allocate(8).putLong(versionCounter).array();
    return record(topic, tablet, epoch, sequence, new byte[] {HEARTBEAT}, value, null);
  }

  static ProducerRecord<byte[], byte[]> handOver(
      String topic, int tablet, long epoch, long sequence) {
    return record(topic, tablet, epoch, sequence, new byte[] {HAND_OVER}, new byte[] {1}, null);
  }

  /** One record for all of these, at least one. */
  static ProducerRecord<byte[], byte[]> entries(
      String topic, int tablet, long epoch, long sequence, List<LogItem> items) {
    if (items.size() == 1) {
      LogItem item = items.getFirst();
      return item.removes()
          ? record(topic, tablet, epoch, sequence, item.key(), null, item.entry())
          : record(topic, tablet, epoch, sequence, item.key(), item.entry(), null);
    }
    int length = 0;
    for (LogItem item : items) {
      length += 9 + item.key().length + item.entry().length;
    }
    ByteBuffer value = ByteBuffer.allocate(length);
    for (LogItem item : items) {
      value.putInt(item.key().length).put(item.key());
      value.putInt(item.entry().length).put(item.entry());
      value.put((byte) (item.removes() ? 1 : 0));
    }
    return record(topic, tablet, epoch, sequence, groupKey(epoch, sequence), value.array(), null);
  }

  /** The key of the group that {@link #entries} wrote with this stamp. */
  static byte[] groupKey(long epoch, long sequence) {
    return ByteBuffer.allocate(17).put(GROUP).putLong(epoch).putLong(sequence).array();
  }

  /** Lets Kafka forget a group. */
  static ProducerRecord<byte[], byte[]> groupEnd(
      String topic, int tablet, long epoch, long sequence, byte[] groupKey) {
    return record(topic, tablet, epoch, sequence, groupKey, null, null);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic,
      int tablet,
      long epoch,
      long sequence,
      byte[] key,
      byte @Nullable [] value,
      byte @Nullable [] tombstone) {
    ByteBuffer stamp = ByteBuffer.allocate(STAMP_LENGTH).putLong(epoch).putLong(sequence);
    stamp.putInt(checksum(epoch, sequence, key, value, tombstone));
    RecordHeaders headers = new RecordHeaders();
    headers.add(STAMP, stamp.array());
    if (tombstone != null) {
      headers.add(TOMBSTONE, tombstone);
    }
    return new ProducerRecord<>(topic, tablet, key, value, headers);
  }

  /** What a record says; {@link LogRecord.Corrupt} where it cannot be believed. */
  static LogRecord read(ConsumerRecord<byte[], byte @Nullable []> record) {
    long offset = record.offset();
    Header stampHeader = record.headers().lastHeader(STAMP);
    byte[] key = record.key();
    if (stampHeader == null
        || stampHeader.value() == null
        || stampHeader.value().length != STAMP_LENGTH
        || key == null
        || key.length == 0) {
      return new LogRecord.Corrupt(offset, "it was not written by RAMCloud");
    }
    Header tombstoneHeader = record.headers().lastHeader(TOMBSTONE);
    byte[] tombstone = tombstoneHeader == null ? null : tombstoneHeader.value();
    ByteBuffer stamp = ByteBuffer.wrap(stampHeader.value());
    long epoch = stamp.getLong();
    long sequence = stamp.getLong();
    byte[] value = record.value();
    if (stamp.getInt() != checksum(epoch, sequence, key, value, tombstone)) {
      return new LogRecord.Corrupt(offset, "its checksum does not fit its bytes");
    }
    try {
      return parsed(offset, epoch, sequence, key, value, tombstone);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return new LogRecord.Corrupt(offset, "its bytes end too soon");
    }
  }

  private static LogRecord parsed(
      long offset,
      long epoch,
      long sequence,
      byte[] key,
      byte @Nullable [] value,
      byte @Nullable [] tombstone) {
    return switch (key[0]) {
      case BARRIER ->
          new LogRecord.Barrier(
              offset,
              ByteBuffer.wrap(key, 1, 8).getLong(),
              value == null ? "" : new String(value, StandardCharsets.UTF_8));
      case ENTRY ->
          new LogRecord.Entries(
              offset,
              epoch,
              sequence,
              List.of(
                  value != null
                      ? new LogItem(key, value, false)
                      : new LogItem(key, tombstone == null ? new byte[0] : tombstone, true)));
      case GROUP ->
          value == null
              ? new LogRecord.GroupEnd(offset, epoch, sequence, key)
              : new LogRecord.Entries(offset, epoch, sequence, group(ByteBuffer.wrap(value)));
      case HEARTBEAT ->
          new LogRecord.Heartbeat(
              offset, epoch, sequence, value == null ? 0 : ByteBuffer.wrap(value).getLong());
      case HAND_OVER -> new LogRecord.HandOver(offset, epoch, sequence);
      default -> new LogRecord.Corrupt(offset, "its kind " + key[0] + " is unknown");
    };
  }

  private static List<LogItem> group(ByteBuffer bytes) {
    List<LogItem> items = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] key = taken(bytes);
      byte[] entry = taken(bytes);
      items.add(new LogItem(key, entry, bytes.get() == 1));
    }
    return items;
  }

  private static byte[] taken(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static int checksum(
      long epoch, long sequence, byte[] key, byte @Nullable [] value, byte @Nullable [] tombstone) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(16).putLong(epoch).putLong(sequence).flip());
    crc.update(key);
    if (value != null) {
      crc.update(value);
    }
    if (tombstone != null) {
      crc.update(tombstone);
    }
    return (int) crc.getValue();
  }
}
