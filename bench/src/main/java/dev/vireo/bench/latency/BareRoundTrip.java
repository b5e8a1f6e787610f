package dev.vireo.bench.latency;

import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bus.kit.Publisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The peer: a record produced to a topic and consumed from it by the same thread, with nobody in
 * between. Producer and consumer are set up as those of the measured command.
 */
final class BareRoundTrip implements AutoCloseable {

  private static final String TOPIC = "bench.round-trip";
  private static final int PARTITIONS = 12;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Publisher publisher;
  private final KafkaConsumer<byte[], byte[]> ears;
  private final byte[] body;

  private BareRoundTrip(Publisher publisher, KafkaConsumer<byte[], byte[]> ears, byte[] body) {
    this.publisher = publisher;
    this.ears = ears;
    this.body = body;
  }

  /**
   * Makes the topic.
   *
   * @param body what each record carries
   */
  static BareRoundTrip open(String kafka, byte[] body) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .createTopics(
              List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.<Short>empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new NotMeasured("the topic " + TOPIC + " cannot be made: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
    return new BareRoundTrip(
        new Publisher(Map.of("bootstrap.servers", kafka), "vireo-bench-bare"),
        Bus.consumer(kafka, TOPIC),
        body);
  }

  /** Sends one record and waits until it is back. */
  Duration go() {
    String id = UUID.randomUUID().toString();
    long begin = System.nanoTime();
    var unused =
        publisher.send(new ProducerRecord<>(TOPIC, id.getBytes(StandardCharsets.US_ASCII), body));
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : ears.poll(POLL)) {
        if (new String(record.key(), StandardCharsets.US_ASCII).equals(id)) {
          return Duration.ofNanos(System.nanoTime() - begin);
        }
      }
    }
    throw new NotMeasured("a record on " + TOPIC + " did not come back in " + PATIENCE);
  }

  @Override
  public void close() {
    publisher.close();
    ears.close();
  }
}
