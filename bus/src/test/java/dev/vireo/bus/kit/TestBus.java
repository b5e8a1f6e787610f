package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.Message;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.local.testing.TestBackends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A service of the multipath domain at a real broker and database, for one test: nobody's commands
 * are left over when it opens, and names given by {@link #host} are no other test's.
 */
final class TestBus implements AutoCloseable {

  static final Domain DOMAIN = Domain.MULTIPATH;
  static final int PARTITIONS = 4;
  private static final String GROUP = "vireo-" + DOMAIN.word();
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final String name = "t" + OPENED.incrementAndGet();
  private final Map<String, String> kafka;
  private final TestDatabase database = TestDatabase.create();
  private final Admin admin;
  private final Publisher sender;
  private final TopicTail events;
  private final TopicTail dead;
  private final List<AutoCloseable> opened = new ArrayList<>();

  TestBus() throws Exception {
    this(TestBackends.shared().bootstrapServers());
  }

  /** At a broker of the test's own. */
  TestBus(String bootstrap) throws Exception {
    this.kafka = client(bootstrap);
    TopicSetup.ensure(kafka, DOMAIN, PARTITIONS);
    TopicSetup.ensure(kafka, Domain.INVENTORY, PARTITIONS);
    this.admin = Admin.create(Map.copyOf(kafka));
    skipWhatIsLeft();
    this.sender = new Publisher(kafka, name + "-sender");
    this.events = new TopicTail(kafka, DOMAIN.events());
    this.dead = new TopicTail(kafka, DOMAIN.deadLetters());
  }

  /** As a service would reach it, only that the dead are noticed sooner. */
  static Map<String, String> client(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "session.timeout.ms", "6000",
        "heartbeat.interval.ms", "500",
        "reconnect.backoff.max.ms", "500");
  }

  Map<String, String> kafka() {
    return kafka;
  }

  TestDatabase database() {
    return database;
  }

  TopicTail deadLetters() {
    return dead;
  }

  /** A name of this test alone. */
  String host(int number) {
    return name + "-esx-" + number;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** What a process of the service stands on. */
  Kit kit(String instance) {
    return kit(instance, database.source());
  }

  Kit kit(String instance, DataSource source) {
    Publisher publisher = new Publisher(kafka, instance);
    TermLeases leases = new TermLeases(new JdbcLeaseStore(source), Duration.ofSeconds(30));
    opened.add(publisher);
    opened.add(leases);
    return kit(instance, publisher, source, leases, Checkpoint.NONE);
  }

  static Kit kit(
      String instance,
      Publisher publisher,
      DataSource source,
      Leases leases,
      Checkpoint checkpoint) {
    return new Kit(
        publisher,
        new JdbcJournal(source),
        leases,
        Clock.systemUTC(),
        "/vireo/" + DOMAIN.word(),
        instance,
        checkpoint,
        new Finished());
  }

  /** A running process of the service; it is closed with this. */
  CommandLoop loop(Handlers handlers) {
    return loop(handlers, kit(name + "-" + opened.size()));
  }

  CommandLoop loop(Handlers handlers, Kit kit) {
    CommandLoop loop =
        new CommandLoop(
            kafka, DOMAIN, new CommandRun(DOMAIN, handlers, kit, new SimpleMeterRegistry()), kit);
    opened.addFirst(loop);
    loop.start();
    return loop;
  }

  /** Publishes a command of a new chain; its id. */
  String send(Command command) throws Exception {
    return send(newId(), command);
  }

  /** Publishes a command under an id. */
  String send(String id, Command command) throws Exception {
    sender
        .send(Envelope.first(id, command, "/test", "ops", Clock.systemUTC().instant()))
        .get(60, TimeUnit.SECONDS);
    return id;
  }

  /** Publishes a record as it is. */
  void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    sender.send(record).get(60, TimeUnit.SECONDS);
  }

  /** Waits for the outcome of a command. */
  Outcome outcome(String command) {
    awaitOutcomes(Set.of(command));
    return outcomes(command).getFirst();
  }

  /** Waits until each of these commands has an outcome. */
  void awaitOutcomes(Collection<String> commands) {
    events.awaitThat(
        "an outcome of each of " + commands.size() + " commands",
        records ->
            records.stream()
                .map(TestBus::read)
                .map(Envelope::data)
                .filter(Outcome.class::isInstance)
                .map(event -> ((Outcome) event).command())
                .collect(Collectors.toSet())
                .containsAll(commands));
  }

  /** The outcomes of a command that were published so far, repeats included. */
  List<Outcome> outcomes(String command) {
    return published().stream()
        .map(Envelope::data)
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(outcome -> outcome.command().equals(command))
        .toList();
  }

  /** The events that were published so far, repeats included. */
  List<Envelope<? extends Event>> published() {
    return events.all().stream().<Envelope<? extends Event>>map(TestBus::read).toList();
  }

  /** The events that a command led to directly, its outcome included. */
  List<Envelope<? extends Event>> published(String causation) {
    return published().stream()
        .filter(envelope -> causation.equals(envelope.causationId()))
        .toList();
  }

  private static Envelope<? extends Event> read(ConsumerRecord<byte[], byte[]> record) {
    return switch (RecordReader.readEvent(record, DOMAIN)) {
      case Received.Understood good -> good.event();
      case Received.NotUnderstood bad -> throw new AssertionError(bad.toString());
    };
  }

  /** The ids of envelopes. */
  static List<String> ids(Collection<? extends Envelope<? extends Message>> envelopes) {
    return envelopes.stream().<String>map(Envelope::id).toList();
  }

  /** How far the group has committed, per partition. */
  Map<Integer, Long> committed() throws Exception {
    Map<Integer, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get(60, TimeUnit.SECONDS)
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
    return offsets;
  }

  /** Where the command topic ends, per partition. */
  Map<Integer, Long> commandEnds() throws Exception {
    Map<Integer, Long> ends = new HashMap<>();
    ends().forEach((partition, offset) -> ends.put(partition.partition(), offset));
    return ends;
  }

  /** Waits until all that was sent is committed as finished. */
  void awaitCommitted() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!committed().equals(commandEnds())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("of " + commandEnds() + " only " + committed() + " is committed");
      }
      Thread.sleep(20);
    }
  }

  /** Members of the service's group that have partitions. */
  long membersReading() throws Exception {
    return members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  /** Sends the dead out of the group now, and not only when their session has ended. */
  void buryTheDead() throws Exception {
    if (!members().isEmpty()) {
      admin
          .removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  private Collection<MemberDescription> members() throws Exception {
    try {
      return admin
          .describeConsumerGroups(List.of(GROUP))
          .all()
          .get(60, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  private void skipWhatIsLeft() throws Exception {
    buryTheDead();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends().forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
    admin.alterConsumerGroupOffsets(GROUP, offsets).all().get(60, TimeUnit.SECONDS);
  }

  private Map<TopicPartition, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      asked.put(new TopicPartition(DOMAIN.commands(), p), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get(60, TimeUnit.SECONDS)
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /** Stops what was started: loops first, so that all they have published is there afterwards. */
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    opened.clear();
  }

  @Override
  public void close() throws Exception {
    stop();
    sender.close();
    events.close();
    dead.close();
    admin.close();
    database.close();
  }
}
