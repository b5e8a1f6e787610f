package dev.vireo.console;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.kit.TopicSetup;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.local.testing.TestBackends;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Plays a service: takes commands from the real broker and says what the test has it say. */
final class AnsweringService implements AutoCloseable {

  static final String SOURCE = "/test-service";

  private final Domain domain;
  private final Function<Envelope<? extends Command>, List<Envelope<? extends Event>>> answer;
  private final List<Envelope<? extends Command>> taken = new CopyOnWriteArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Publisher publisher;
  private final Thread thread;
  private volatile boolean closing;

  private AnsweringService(
      Domain domain,
      Function<Envelope<? extends Command>, List<Envelope<? extends Event>>> answer) {
    this.domain = domain;
    this.answer = answer;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(domain.commands()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    this.publisher = new Publisher(Map.of("bootstrap.servers", bootstrap()), "test-service");
    this.thread = Thread.ofVirtual().start(this::serve);
  }

  /** The broker that tests share, with the topics of the domains. */
  static String bootstrap() {
    String servers = TestBackends.shared().bootstrapServers();
    try {
      for (Domain domain :
          List.of(Domain.INVENTORY, Domain.MULTIPATH, Domain.CONTAINER, Domain.BACKUP)) {
        TopicSetup.ensure(Map.of("bootstrap.servers", servers), domain, 3);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return servers;
  }

  /** Answers each command with these envelopes. */
  static AnsweringService saying(
      Domain domain,
      Function<Envelope<? extends Command>, List<Envelope<? extends Event>>> answer) {
    return new AnsweringService(domain, answer);
  }

  /** Answers each command with events of its own. */
  static AnsweringService with(
      Domain domain, Function<Envelope<? extends Command>, List<? extends Event>> answer) {
    return new AnsweringService(
        domain,
        command ->
            answer.apply(command).stream()
                .<Envelope<? extends Event>>map(
                    event -> command.event(event, SOURCE, Clock.systemUTC().instant()))
                .toList());
  }

  /** Commands that came, in the order they came. */
  List<Envelope<? extends Command>> taken() {
    return List.copyOf(taken);
  }

  private void serve() {
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        switch (RecordReader.readCommand(record, domain)) {
          case Received.Understood understood -> {
            taken.add(understood.command());
            answer.apply(understood.command()).forEach(this::publish);
          }
          case Received.NotUnderstood not -> publish(rejection(not));
        }
      }
    }
  }

  private Envelope<CommandRejected> rejection(Received.NotUnderstood not) {
    return new Envelope<>(
        "rejection-" + not.id(),
        new MessageType(domain, "CommandRejected", 1),
        SOURCE,
        not.about(),
        Clock.systemUTC().instant(),
        not.correlationId(),
        not.id(),
        not.actor(),
        new CommandRejected(not.id(), not.type(), not.about(), not.field(), not.reason()));
  }

  private void publish(Envelope<? extends Event> envelope) {
    CompletableFuture<Void> acknowledged = publisher.send(envelope);
    acknowledged.join();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
    consumer.close();
    publisher.close();
  }
}
