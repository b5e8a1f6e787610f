package dev.vireo.bus.hosts;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.BusUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * acknowledged before the call.
 */
public final class HostDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostDirectory.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Host> hosts = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> requests =
      new ConcurrentLinkedQueue<>();
  private final CountDownLatch replayed = new CountDownLatch(1);
  private final Thread reader;
  private volatile boolean closing;

  private HostDirectory(Map<String, String> kafka, String instance) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, instance + "-hosts");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.reader = Thread.ofPlatform().name("host-directory").daemon().unstarted(this::readOn);
  }

  /**
   * Starts to read. The inventory's topics must exist.
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
   * @throws BusUnavailable if that does not come about within {@code atMost}
   */
  public void catchUp(Duration atMost) throws InterruptedException {
    CompletableFuture<Void> request = new CompletableFuture<>();
    requests.add(request);
    consumer.wakeup();
    try {
      request.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      requests.remove(request);
      throw new BusUnavailable(
          "catching up with " + Domain.INVENTORY.events(),
          e instanceof ExecutionException ? e.getCause() : e);
    }
  }

  private void readOn() {
    List<Barrier> barriers = new ArrayList<>();
    try {
      List<TopicPartition> partitions = assign();
      requests.add(new CompletableFuture<>()); // the first barrier: all that is there now
      while (!closing) {
        once(partitions, barriers);
      }
    } catch (InterruptedException e) {
      // closing
    } finally {
      consumer.close();
    }
  }

  private List<TopicPartition> assign() throws InterruptedException {
    while (!closing) {
      try {
        List<PartitionInfo> infos = consumer.partitionsFor(Domain.INVENTORY.events());
        if (infos != null && !infos.isEmpty()) {
          List<TopicPartition> partitions =
              infos.stream().map(i -> new TopicPartition(i.topic(), i.partition())).toList();
          consumer.assign(partitions);
          consumer.seekToBeginning(partitions);
          return partitions;
        }
      } catch (WakeupException e) {
        continue;
      } catch (KafkaException e) {
        LOG.warn("looking for {}: {}", Domain.INVENTORY.events(), e.getMessage());
      }
      Thread.sleep(200);
    }
    throw new InterruptedException("closing");
  }

  private void once(List<TopicPartition> partitions, List<Barrier> barriers)
      throws InterruptedException {
    try {
      List<CompletableFuture<Void>> asked = new ArrayList<>();
      for (CompletableFuture<Void> r = requests.poll(); r != null; r = requests.poll()) {
        asked.add(r);
      }
      if (!asked.isEmpty()) {
        try {
          barriers.add(barrier(partitions, asked));
        } catch (KafkaException e) {
          requests.addAll(asked); // asked again at the next turn
          throw e;
        }
      }
      barriers.removeIf(this::passed);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        apply(record);
      }
      barriers.removeIf(this::passed);
    } catch (WakeupException e) {
      // somebody asks to catch up, or close() was called
    } catch (KafkaException e) {
      LOG.warn("reading {}: {}", Domain.INVENTORY.events(), e.getMessage());
      Thread.sleep(200);
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    switch (RecordReader.readEvent(record, Domain.INVENTORY)) {
      case Received.Understood good -> {
        Envelope<? extends Event> envelope = good.event();
        hosts.compute(
            envelope.data().about(), (name, before) -> Host.after(before, envelope.data()));
      }
      case Received.NotUnderstood bad ->
          LOG.debug("event {} of type '{}' is passed over: {}", bad.id(), bad.type(), bad.reason());
    }
  }

  private Barrier barrier(
      Collection<TopicPartition> partitions, List<CompletableFuture<Void>> waiting) {
    return new Barrier(new HashMap<>(consumer.endOffsets(partitions)), waiting);
  }

  private boolean passed(Barrier barrier) {
    barrier.ends().entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
    if (!barrier.ends().isEmpty()) {
      return false;
    }
    barrier.waiting().forEach(w -> w.complete(null));
    replayed.countDown();
    return true;
  }

  /** What must have been read before those who wait may go on. */
  private record Barrier(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> waiting) {}

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
