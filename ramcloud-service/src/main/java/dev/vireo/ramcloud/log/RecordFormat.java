package dev.vireo.ramcloud.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a record of the log is laid out; {@link RecordReader} reads it. Numbers are big-endian.
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

  static final byte GROUP = 'G';
  static final byte BARRIER = 'B';
  static final byte HEARTBEAT = 'H';
  static final byte HAND_OVER = 'X';

  static final String STAMP = "s";
  static final String TOMBSTONE = "e";
  static final int STAMP_LENGTH = 20;

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

  private static int checksum(
      long epoch, long sequence, byte[] key, byte @Nullable [] value, byte @Nullable [] tombstone) {
    byte[] head = ByteBuffer.allocate(STAMP_LENGTH).putLong(epoch).putLong(sequence).array();
    return checksum(new CRC32C(), head, key, value, tombstone);
  }

  /**
   * The sum that a stamp ends with.
   *
   * @param crc any, to be used for it
   * @param stamp whose first bytes are the epoch and the sequence number
   */
  static int checksum(
      CRC32C crc, byte[] stamp, byte[] key, byte @Nullable [] value, byte @Nullable [] tombstone) {
    crc.reset();
    crc.update(stamp, 0, STAMP_LENGTH - Integer.BYTES);
    crc.update(key, 0, key.length);
    if (value != null) {
      crc.update(value, 0, value.length);
    }
    if (tombstone != null) {
      crc.update(tombstone, 0, tombstone.length);
    }
    return (int) crc.getValue();
  }
}
