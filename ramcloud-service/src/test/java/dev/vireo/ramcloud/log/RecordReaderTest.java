package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is read; what was changed on the way is told with its offset. */
class RecordReaderTest {

  private static final String TOPIC = "log";
  private static final long OFFSET = 42;
  private static final LogItem PUT = new LogItem(new byte[] {'E', 1, 2}, new byte[] {3, 4}, false);
  private static final LogItem REMOVAL = new LogItem(new byte[] {'E', 5}, new byte[] {6}, true);

  private final RecordReader reader = new RecordReader();

  static List<ProducerRecord<byte[], byte[]>> records() {
    return List.of(
        RecordFormat.barrier(TOPIC, 0, 11, "owner"),
        RecordFormat.heartbeat(TOPIC, 0, 7, 8, 9),
        RecordFormat.handOver(TOPIC, 0, 7, 8),
        RecordFormat.entries(TOPIC, 0, 7, 8, List.of(PUT)),
        RecordFormat.entries(TOPIC, 0, 7, 8, List.of(REMOVAL)),
        RecordFormat.entries(TOPIC, 0, 7, 8, List.of(PUT, REMOVAL)),
        RecordFormat.groupEnd(TOPIC, 0, 7, 8, RecordFormat.groupKey(7, 6)));
  }

  @Test
  void each_kind_is_read_as_it_was_written() {
    assertThat(records().stream().map(record -> reader.read(of(record))).toList())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new LogRecord.Barrier(OFFSET, 11, "owner"),
                new LogRecord.Heartbeat(OFFSET, 7, 8, 9),
                new LogRecord.HandOver(OFFSET, 7, 8),
                new LogRecord.Entries(OFFSET, 7, 8, List.of(PUT)),
                new LogRecord.Entries(OFFSET, 7, 8, List.of(REMOVAL)),
                new LogRecord.Entries(OFFSET, 7, 8, List.of(PUT, REMOVAL)),
                new LogRecord.GroupEnd(OFFSET, 7, 8, RecordFormat.groupKey(7, 6))));
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_byte_that_was_changed_anywhere_is_told_with_the_offset(
      ProducerRecord<byte[], byte[]> record) {
    byte[][] parts = parts(record);
    for (byte[] part : parts) {
      for (int at = 0; part != null && at < part.length; at++) {
        part[at] ^= 0x10;
        assertThat(reader.read(of(record)))
            .isInstanceOfSatisfying(
                LogRecord.Corrupt.class, seen -> assertThat(seen.offset()).isEqualTo(OFFSET));
        part[at] ^= 0x10;
      }
    }
    assertThat(reader.read(of(record))).isNotInstanceOf(LogRecord.Corrupt.class);
  }

  private static byte[][] parts(ProducerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    byte[][] parts = new byte[2 + headers.length][];
    parts[0] = record.key();
    parts[1] = record.value();
    for (int i = 0; i < headers.length; i++) {
      parts[2 + i] = headers[i].value();
    }
    return parts;
  }

  @Test
  void a_record_of_others_is_told_too() {
    ProducerRecord<byte[], byte[]> stranger =
        new ProducerRecord<>(TOPIC, 0, new byte[] {'E'}, new byte[] {1});
    assertThat(reader.read(of(stranger)))
        .isEqualTo(new LogRecord.Corrupt(OFFSET, "it was not written by RAMCloud"));
  }

  private static ConsumerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    return new ConsumerRecord<>(
        TOPIC,
        0,
        OFFSET,
        0L,
        TimestampType.CREATE_TIME,
        record.key().length,
        0,
        record.key(),
        record.value(),
        headers,
        Optional.empty());
  }
}
