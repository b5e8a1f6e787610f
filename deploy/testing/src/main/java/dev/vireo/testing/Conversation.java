package dev.vireo.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.Message;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.kit.TopicSetup;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What an operator does at the bus: gives commands to one service and reads what becomes of them.
 *
 * <p>Whatever does not come within four minutes is an {@link AssertionError}.
 */
public final class Conversation implements AutoCloseable {

  /** Who gives the commands. */
  public static final String ACTOR = "ops@example.org";

  private static final int PARTITIONS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Domain domain;
  private final Publisher publisher;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Envelope<? extends Event>> heard = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile boolean closing;

  /**
   * Hears what the service says from now on. Makes its topics, and the inventory's, where they are
   * missing.
   *
   * @param bootstrap where the broker is
   * @param domain of the service that is talked to
   */
  public Conversation(String bootstrap, Domain domain) throws InterruptedException {
    this.domain = domain;
    Map<String, String> kafka = Map.of("bootstrap.servers", bootstrap);
    TopicSetup.ensure(kafka, Domain.INVENTORY, PARTITIONS);
    TopicSetup.ensure(kafka, domain, PARTITIONS);
    publisher = new Publisher(kafka, "operator");
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(domain.events()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader = Thread.ofPlatform().daemon().start(this::listen);
  }

  private void listen() {
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        if (RecordReader.readEvent(record, domain) instanceof Received.Understood u) {
          heard.add(u.event());
        }
      }
    }
    consumer.close();
  }

  /** Says something that another service says. */
  public void say(Domain by, Event event) {
    String id = UUID.randomUUID().toString();
    publisher
        .send(
            new Envelope<>(
                id,
                Catalogue.typeOf(event, by),
                "/test",
                event.about(),
                Instant.now(),
                id,
                null,
                ACTOR,
                event))
        .join();
  }

  /** Gives a command; its id. */
  public String give(Command command) {
    String id = UUID.randomUUID().toString();
    giveAgain(id, command);
    return id;
  }

  /** Gives a command of this id. */
  public void giveAgain(String id, Command command) {
    publisher.send(Envelope.first(id, command, "/test", ACTOR, Instant.now())).join();
  }

  /** Gives what may be no command at all, as somebody with {@code kcat} would; its id. */
  public String giveRaw(String type, String body) {
    String id = UUID.randomUUID().toString();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(domain.commands(), body.getBytes(UTF_8));
    record.headers().add("ce_id", id.getBytes(UTF_8));
    record.headers().add("ce_type", type.getBytes(UTF_8));
    publisher.send(record).join();
    return id;
  }

  /** Gives a command and waits for its outcome. */
  public Outcome does(Command command) throws InterruptedException {
    return outcome(give(command));
  }

  /** Gives a command that succeeds; its figures. */
  public Map<String, String> succeeds(Command command) throws InterruptedException {
    return succeeded(give(command));
  }

  /** The figures of a command that succeeds. */
  public Map<String, String> succeeded(String id) throws InterruptedException {
    if (outcome(id) instanceof CommandSucceeded done) {
      return done.result();
    }
    throw new AssertionError("it did not succeed: " + outcome(id));
  }

  /** Gives a command that fails. */
  public CommandFailed fails(Command command) throws InterruptedException {
    return failed(give(command));
  }

  /** How a command failed. */
  public CommandFailed failed(String id) throws InterruptedException {
    if (outcome(id) instanceof CommandFailed failed) {
      return failed;
    }
    throw new AssertionError("it did not fail: " + outcome(id));
  }

  /** Why a command was rejected. */
  public CommandRejected rejected(String id) throws InterruptedException {
    if (outcome(id) instanceof CommandRejected rejected) {
      return rejected;
    }
    throw new AssertionError("it was not rejected: " + outcome(id));
  }

  /** The outcome of a command, once it is there. */
  public Outcome outcome(String id) throws InterruptedException {
    until("an outcome of " + id, () -> !outcomes(id).isEmpty());
    return outcomes(id).getFirst();
  }

  /** The outcomes of a command so far, each as often as it was said. */
  public List<Outcome> outcomes(String id) {
    return heard.stream()
        .map(Envelope::data)
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(o -> o.command().equals(id))
        .toList();
  }

  /** Events of a type in a command's chain so far; repeats of one event, which may come, once. */
  public <E extends Event> List<E> told(Class<E> type, String correlation) {
    return distinct(type).values().stream()
        .filter(e -> e.correlationId().equals(correlation))
        .map(Envelope::data)
        .toList();
  }

  /** Events of a type about something so far, in order, each as often as it was said. */
  public <E extends Event> List<E> toldOf(Class<E> type, String about) {
    return heard.stream()
        .map(Envelope::data)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(e -> e.about().equals(about))
        .toList();
  }

  /** Envelopes of a type by their ids, the first of each. */
  public <M extends Message> Map<String, Envelope<M>> distinct(Class<M> type) {
    Map<String, Envelope<M>> byId = new LinkedHashMap<>();
    for (Envelope<? extends Event> e : heard) {
      if (type.isInstance(e.data())) {
        byId.putIfAbsent(
            e.id(),
            new Envelope<>(
                e.id(),
                e.type(),
                e.source(),
                e.subject(),
                e.time(),
                e.correlationId(),
                e.causationId(),
                e.actor(),
                type.cast(e.data())));
      }
    }
    return byId;
  }

  /** Waits for something. */
  public static void until(String what, BooleanSupplier come) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("there was not " + what + " within " + PATIENCE);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    reader.join();
    publisher.close();
  }
}
