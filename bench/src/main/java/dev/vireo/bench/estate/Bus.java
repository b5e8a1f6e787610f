package dev.vireo.bench.estate;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Gives commands of a domain and hears what comes of them, with the time of each. Listens from
 * before it speaks. For one thread.
 */
public final class Bus implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<String> OUTCOMES =
      List.of(".CommandSucceeded.", ".CommandFailed.", ".CommandRejected.");

  private final Domain domain;
  private final Publisher publisher;
  private final KafkaConsumer<byte[], byte[]> ears;

  private Bus(Domain domain, Publisher publisher, KafkaConsumer<byte[], byte[]> ears) {
    this.domain = domain;
    this.publisher = publisher;
    this.ears = ears;
  }

  /** To speak and to listen, from now on. */
  public static Bus open(String kafka, Domain domain) {
    KafkaConsumer<byte[], byte[]> ears = consumer(kafka, domain.events());
    return new Bus(domain, new Publisher(Map.of("bootstrap.servers", kafka), "vireo-bench"), ears);
  }

  /** A consumer of all partitions of a topic, from its end, outside of any group. */
  public static KafkaConsumer<byte[], byte[]> consumer(String kafka, String topic) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka);
    properties.put("client.id", "vireo-bench-" + topic);
    properties.put("enable.auto.commit", "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    return consumer;
  }

  /**
   * What came of a command.
   *
   * @param from when it was given
   * @param firstEvent how long until the first event of it was here
   * @param toOutcome how long until its outcome was here
   */
  public record Answer(Outcome outcome, Instant from, Duration firstEvent, Duration toOutcome) {

    /** When the outcome was here. */
    public Instant to() {
      return from.plus(toOutcome);
    }
  }

  /**
   * Gives a command and waits for its outcome. Both times begin before the command is handed to the
   * Kafka client and end when the record is in our hands.
   */
  public Answer ask(Command command, Duration patience) {
    String id = UUID.randomUUID().toString();
    Instant from = Instant.now();
    Envelope<Command> envelope = Envelope.first(id, command, "/vireo/bench", "bench", from);
    long begin = System.nanoTime();
    var unused = publisher.send(envelope);
    Duration first = Duration.ZERO;
    while (System.nanoTime() - begin < patience.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : ears.poll(POLL)) {
        if (!header(record, Header.CORRELATION_ID).equals(id)) {
          continue;
        }
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        if (first.isZero()) {
          first = since;
        }
        if (isOutcome(record)
            && RecordReader.readEvent(record, domain) instanceof Received.Understood understood
            && understood.event().data() instanceof Outcome outcome
            && outcome.command().equals(id)) {
          return new Answer(outcome, from, first, since);
        }
      }
    }
    throw new NotMeasured(
        "%s on %s came to no outcome within %d s; the logs of the services say why"
            .formatted(
                command.getClass().getSimpleName(), domain.commands(), patience.toSeconds()));
  }

  @Override
  public void close() {
    publisher.close();
    ears.close();
  }

  /** By its type alone: other bodies, such as whole scans, are not even read. */
  private static boolean isOutcome(ConsumerRecord<byte[], byte[]> record) {
    String type = header(record, Header.TYPE);
    return OUTCOMES.stream().anyMatch(type::contains);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
