package dev.vireo.inventory.service;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What an operator does at the bus: gives commands and reads what becomes of them. */
final class Conversation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Publisher publisher;
  private final List<Envelope<? extends Event>> events = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile boolean closing;

  Conversation(String bootstrap) {
    Map<String, String> kafka = Map.of("bootstrap.servers", bootstrap);
    this.publisher = new Publisher(kafka, "test");
    this.reader = Thread.ofPlatform().daemon().start(() -> read(bootstrap));
  }

  private void read(String bootstrap) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<PartitionInfo> partitions = List.of();
      while (partitions.isEmpty() && !closing) {
        partitions = consumer.partitionsFor(Domain.INVENTORY.events());
      }
      consumer.assign(
          partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList());
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (RecordReader.readEvent(record, Domain.INVENTORY) instanceof Received.Understood u) {
            events.add(u.event());
          }
        }
      }
    }
  }

  /** Gives a command; its id. */
  String give(Command command) {
    return give(UUID.randomUUID().toString(), command);
  }

  /** Gives a command of this id. */
  String give(String id, Command command) {
    publisher.send(Envelope.first(id, command, "/test", "ops@example.org", Instant.now())).join();
    return id;
  }

  /** Gives a command in an envelope of one's own. */
  void give(Envelope<? extends Command> command) {
    publisher.send(command).join();
  }

  /** Gives a command and waits for its outcome. */
  Outcome does(Command command) throws InterruptedException {
    return outcome(give(command));
  }

  /** The outcome of a command, once it is there. */
  Outcome outcome(String id) throws InterruptedException {
    return until(() -> outcomes(id)).getFirst();
  }

  /** All outcomes of a command so far. */
  List<Outcome> outcomes(String id) {
    return events.stream()
        .map(Envelope::data)
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(o -> o.command().equals(id))
        .toList();
  }

  /** Events of a type about something so far, in order. */
  <E extends Event> List<E> told(Class<E> type, String about) {
    return events.stream()
        .map(Envelope::data)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(e -> e.about().equals(about))
        .toList();
  }

  /** Events about something so far, in order, outcomes left out. */
  List<Event> told(String about) {
    return told(Event.class, about).stream().filter(e -> !(e instanceof Outcome)).toList();
  }

  /** Waits until there is something. */
  static <T> List<T> until(Supplier<List<T>> something) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<T> seen = something.get();
    while (seen.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing came within " + PATIENCE);
      }
      Thread.sleep(20);
      seen = something.get();
    }
    return seen;
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    reader.join();
    publisher.close();
  }
}
