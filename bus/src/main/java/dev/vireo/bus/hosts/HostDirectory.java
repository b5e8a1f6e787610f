package dev.vireo.bus.hosts;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.BusUnavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All registered hosts, in memory, replayed from the inventory's events when it starts and kept up
 * with them.
 *
 * <p>Whoever decides by it first calls {@link #catchUp}: after that it shows everything that was
 * acknowledged before the call. Partitions that are added to the topic are read within {@link
 * #LOOK_FOR_PARTITIONS}; what is in them is promised from then on.
 */
public final class HostDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostDirectory.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long AFTER_FAILURE_MILLIS = 200;

  /**
   * How old what is known of the topic's partitions may be. Producers that are running look every
   * five minutes by themselves, so they write to a new partition later than it is read here.
   */
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicEnds ends;
  private final Map<String, Host> hosts = new ConcurrentSkipListMap<>();
  private final ReadPositions positions = new ReadPositions();
  private final CountDownLatch replayed = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reader;

  private HostDirectory(Map<String, String> kafka, String instance) {
    Properties properties = new Properties();
    properties.put(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, Long.toString(LOOK_FOR_PARTITIONS.toMillis()));
    properties.putAll(kafka);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, instance + "-hosts");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.ends = new TopicEnds(kafka, instance + "-hosts-ends");
    this.reader = Thread.ofPlatform().name("host-directory").daemon().unstarted(this::readOn);
  }

  /**
   * Starts to read. Where the inventory's topics do not exist yet it waits for them.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}
   * @param instance this process
   */
  public static HostDirectory start(Map<String, String> kafka, String instance) {
    HostDirectory directory = new HostDirectory(kafka, instance);
    directory.reader.start();
    return directory;
  }

  /** The host of this name. */
  public Optional<Host> find(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** All hosts, by name. */
  public List<Host> all() {
    return List.copyOf(hosts.values());
  }

  /** Whether it has read all there was when it started, and is reading on. */
  public boolean ready() {
    return replayed.getCount() == 0 && reader.isAlive();
  }

  /**
   * Waits until it shows all that was acknowledged before this call.
   *
   * @throws BusUnavailable if that does not come about within {@code atMost}, or it is closed
   */
  public void catchUp(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    List<TopicPartition> partitions = positions.awaitAssigned(deadline);
    positions.awaitReached(
        ends.of(partitions, Duration.ofNanos(deadline - System.nanoTime())), deadline);
    replayed.countDown(); // who has read up to now has read what there was at the start
  }

  private void readOn() {
    try {
      awaitTopic();
      while (closing.getCount() > 0) {
        once();
      }
    } catch (WakeupException | InterruptedException e) {
      // close() was called
    } catch (RuntimeException | Error e) {
      LOG.error("{} are no longer followed: a defect", Domain.INVENTORY.events(), e);
    } finally {
      positions.end();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
  }

  private void awaitTopic() throws InterruptedException {
    while (true) {
      try {
        takeNewPartitions();
        if (!consumer.assignment().isEmpty()) {
          return;
        }
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warn("looking for {}: {}", Domain.INVENTORY.events(), e.getMessage());
      }
      pause();
    }
  }

  /** Asks nobody where the client knows the topic: it keeps that up to date while it polls. */
  private void takeNewPartitions() {
    Set<TopicPartition> added = new HashSet<>();
    for (PartitionInfo info : consumer.partitionsFor(Domain.INVENTORY.events())) {
      added.add(new TopicPartition(info.topic(), info.partition()));
    }
    added.removeAll(consumer.assignment());
    if (added.isEmpty()) {
      return;
    }
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    all.addAll(added);
    consumer.assign(all);
    consumer.seekToBeginning(added);
    positions.assigned(List.copyOf(all));
    LOG.info("reading {} partitions of {}", all.size(), Domain.INVENTORY.events());
  }

  private void once() throws InterruptedException {
    try {
      takeNewPartitions();
      Set<TopicPartition> partitions = consumer.assignment();
      if (replayed.getCount() > 0
          && positions.reached(ends.of(partitions, Duration.ofSeconds(10)))) {
        replayed.countDown();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        apply(record);
      }
      for (TopicPartition partition : partitions) {
        positions.at(partition, consumer.position(partition));
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException | BusUnavailable e) {
      LOG.warn("reading {}: {}", Domain.INVENTORY.events(), e.getMessage());
      pause();
    }
  }

  private void pause() throws InterruptedException {
    if (closing.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    switch (RecordReader.readEvent(record, Domain.INVENTORY)) {
      case Received.Understood good -> {
        Event event = good.event().data();
        hosts.compute(event.about(), (name, before) -> Host.after(before, event));
      }
      case Received.NotUnderstood bad ->
          LOG.debug("event {} of type '{}' is passed over: {}", bad.id(), bad.type(), bad.reason());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ends.close();
  }
}
