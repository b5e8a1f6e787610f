package dev.vireo.ramcloud.log;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends to the log, for all tablets of a master, or to what goes with it. Never waits: what
 * cannot be sent at once fails. The caller keeps what is under way below {@link
 * LogSettings#pendingBytes}, for which the producer's buffer has room.
 */
public final class LogSender implements AutoCloseable {

  /** The answer to an append that failed, or of which nobody knows. */
  public static final long UNKNOWN = -1;

  private static final int RECORD_OVERHEAD = 128;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong pending = new AtomicLong();

  /**
   * A sender.
   *
   * @param client by what name Kafka knows it
   */
  public LogSender(LogSettings settings, String client) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("client.id", client);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    // A broker takes up a connection's next request when it has answered the one before, and
    // flushes or replicates each by itself: more on their way would only be smaller.
    properties.put("max.in.flight.requests.per.connection", "2");
    properties.put("linger.ms", "0");
    properties.put("batch.size", Integer.toString(256 << 10));
    properties.put("buffer.memory", Long.toString(2 * settings.pendingBytes() + (32 << 20)));
    properties.put("max.request.size", Integer.toString(RecordFormat.MAX_RECORD));
    properties.put("max.block.ms", "0");
    properties.put("request.timeout.ms", "3000");
    properties.put("delivery.timeout.ms", "6000");
    properties.put("reconnect.backoff.max.ms", "500");
    properties.put("metadata.max.age.ms", "30000");
    // A tablet that is silent for long must not be forgotten: nothing here may wait for metadata.
    properties.put("metadata.max.idle.ms", Long.toString(TimeUnit.DAYS.toMillis(30)));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Asks for the partitions' leaders, so that the first append need not wait; may wait itself. */
  public boolean knows(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException notYet) {
      return false;
    }
  }

  /**
   * Sends a record.
   *
   * @param answered gets the offset, or {@link #UNKNOWN}; on the producer's thread, or on the
   *     caller's within this call
   */
  public void send(ProducerRecord<byte[], byte[]> record, LongConsumer answered) {
    long size = size(record);
    pending.addAndGet(size);
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                pending.addAndGet(-size);
                answered.accept(failure == null ? metadata.offset() : UNKNOWN);
              });
    } catch (KafkaException | IllegalStateException failure) {
      pending.addAndGet(-size);
      answered.accept(UNKNOWN);
    }
  }

  /** Bytes that are on their way. */
  long pendingBytes() {
    return pending.get();
  }

  private static long size(ProducerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return RECORD_OVERHEAD + record.key().length + (value == null ? 0L : value.length);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
