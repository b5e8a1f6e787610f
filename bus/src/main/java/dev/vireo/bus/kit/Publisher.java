package dev.vireo.bus.kit;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Message;
import dev.vireo.bus.codec.RecordWriter;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes messages; what it has acknowledged is on all in-sync replicas. Thread-safe. */
public final class Publisher implements AutoCloseable {

  /** Room for what one scan of a big host says, with some to spare. */
  public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  /** What headers may add to a record that is as large as can be, when it becomes a dead letter. */
  static final int HEADER_ROOM = 1024 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Connects lazily.
   *
   * @param kafka client properties: at least {@code bootstrap.servers}; security goes here too
   * @param clientId how it is called in the broker's logs
   */
  public Publisher(Map<String, String> kafka, String clientId) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Nothing waits for company, but what comes while a request is on its way goes out with the
    // next: a handler that says a fact for each device costs a few requests, not one for each.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(64 * 1024));
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_MESSAGE_BYTES + HEADER_ROOM));
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(64L * 1024 * 1024));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a message; the future ends when it is acknowledged, or with why it was not. */
  public CompletableFuture<Void> send(Envelope<? extends Message> envelope) {
    return send(RecordWriter.write(envelope));
  }

  /** Sends a record as it is. */
  public CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .inject(
            Context.current(),
            record,
            (carrier, key, value) -> {
              if (carrier != null) {
                carrier.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
              }
            });
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
