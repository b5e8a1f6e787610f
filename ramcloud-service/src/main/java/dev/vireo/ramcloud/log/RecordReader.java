package dev.vireo.ramcloud.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records as {@link RecordFormat} lays them out, and checks every one. One thread's. */
final class RecordReader {

  private final CRC32C crc = new CRC32C();

  /** What a record says; {@link LogRecord.Corrupt} where it cannot be believed. */
  LogRecord read(ConsumerRecord<byte[], byte @Nullable []> record) {
    long offset = record.offset();
    Header stampHeader = record.headers().lastHeader(RecordFormat.STAMP);
    byte[] key = record.key();
    if (stampHeader == null
        || stampHeader.value() == null
        || stampHeader.value().length != RecordFormat.STAMP_LENGTH
        || key == null
        || key.length == 0) {
      return new LogRecord.Corrupt(offset, "it was not written by RAMCloud");
    }
    byte[] value = record.value();
    Header tombstoneHeader =
        value == null ? record.headers().lastHeader(RecordFormat.TOMBSTONE) : null;
    byte[] tombstone = tombstoneHeader == null ? null : tombstoneHeader.value();
    byte[] stampBytes = stampHeader.value();
    ByteBuffer stamp = ByteBuffer.wrap(stampBytes);
    long epoch = stamp.getLong();
    long sequence = stamp.getLong();
    if (stamp.getInt() != RecordFormat.checksum(crc, stampBytes, key, value, tombstone)) {
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
      case RecordFormat.BARRIER ->
          new LogRecord.Barrier(
              offset,
              ByteBuffer.wrap(key, 1, 8).getLong(),
              value == null ? "" : new String(value, StandardCharsets.UTF_8));
      case RecordFormat.ENTRY ->
          new LogRecord.Entries(
              offset,
              epoch,
              sequence,
              List.of(
                  value != null
                      ? new LogItem(key, value, false)
                      : new LogItem(key, tombstone == null ? new byte[0] : tombstone, true)));
      case RecordFormat.GROUP ->
          value == null
              ? new LogRecord.GroupEnd(offset, epoch, sequence, key)
              : new LogRecord.Entries(offset, epoch, sequence, group(ByteBuffer.wrap(value)));
      case RecordFormat.HEARTBEAT ->
          new LogRecord.Heartbeat(
              offset, epoch, sequence, value == null ? 0 : ByteBuffer.wrap(value).getLong());
      case RecordFormat.HAND_OVER -> new LogRecord.HandOver(offset, epoch, sequence);
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
}
