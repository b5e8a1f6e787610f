package dev.vireo.bus.service;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.live.LiveStore;
import dev.vireo.bus.live.LiveStore.Told;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.ramcloud.Ramcloud;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the service's {@link LiveView} in RAMCloud from its event topic, beside {@link ViewFeed}
 * and slower by a moment, so that many events become one write and no command waits for it.
 *
 * <p>Where it stands is kept in RAMCloud, with the items. It is asked for again every few seconds,
 * and after each failure: whoever cleared the view, and a RAMCloud that was away or is empty, are
 * noticed by that alone.
 */
@ApplicationScoped
public class LiveFeed {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long BETWEEN_BATCHES_MILLIS = 100;
  private static final long AFTER_FAILURE_MILLIS = 1_000;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final String RECORDS_AT_ONCE = "2000";

  private final ServiceDomain service;
  private final Map<String, String> kafka;
  private final Optional<LiveView> view;
  private final Optional<LiveStore> store;
  private final RamcloudWatch ramcloud;
  private final Set<String> types;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Where each partition that is read here stands; what is not in it is to be asked for. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  LiveFeed(
      ServiceDomain service,
      KafkaClient kafka,
      Instance<LiveView> views,
      Ramcloud ramcloud,
      RamcloudWatch watch) {
    this.service = service;
    this.kafka = kafka.properties();
    this.view = views.stream().findFirst();
    this.store = view.map(v -> new LiveStore(ramcloud, service.domain(), v));
    this.ramcloud = watch;
    this.types =
        view.map(LiveView::takes).orElse(Set.of()).stream()
            .map(type -> Catalogue.typeOf(type).text())
            .collect(Collectors.toSet());
  }

  /** The view as it is written, if this service has one. */
  Optional<LiveStore> store() {
    return store;
  }

  void start(@Observes StartupEvent event) {
    store.ifPresent(s -> Thread.ofPlatform().name("live-view").daemon().start(() -> readOn(s)));
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "vireo-" + service.domain().word() + "-live");
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, service.instance() + "-live");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void readOn(LiveStore to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.subscribe(List.of(service.domain().events()), new Rebalance());
      long looked = System.nanoTime();
      while (!stopping.await(BETWEEN_BATCHES_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - looked > LOOK_AGAIN_NANOS) {
          looked = System.nanoTime();
          next.clear();
        }
        once(consumer, to);
      }
    } catch (WakeupException | InterruptedException e) {
      // it is being stopped
    } catch (RuntimeException | Error e) {
      LOG.error("the live view of {} is no longer fed: a defect", service.domain().word(), e);
    }
  }

  private void once(KafkaConsumer<byte[], byte[]> consumer, LiveStore to)
      throws InterruptedException {
    try {
      // Without RAMCloud nothing is read, only the place among the readers is kept.
      if (ramcloud.answers()) {
        look(consumer, to);
        consumer.resume(consumer.paused());
      } else {
        next.clear();
        consumer.pause(consumer.assignment());
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        apply(consumer, to, partition, records.records(partition));
      }
    } catch (BusUnavailable | KafkaException e) {
      if (e instanceof WakeupException woken) {
        throw woken;
      }
      LOG.debug("{}; reading on in a moment", e.getMessage());
      next.clear();
      stopping.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Reads on where the view stands, where that is not known to be so. */
  private void look(KafkaConsumer<byte[], byte[]> consumer, LiveStore to) {
    for (TopicPartition partition : consumer.assignment()) {
      if (!next.containsKey(partition)) {
        long stands = to.position(partition.partition());
        next.put(partition, stands);
        if (consumer.position(partition) != stands) {
          consumer.seek(partition, stands);
        }
      }
    }
  }

  private void apply(
      KafkaConsumer<byte[], byte[]> consumer,
      LiveStore to,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records) {
    Long stands = next.get(partition);
    if (stands == null) {
      // It was given to this process by this very poll.
      consumer.seek(partition, records.getFirst().offset());
      return;
    }
    long from = stands;
    List<Told> told = records.stream().filter(r -> r.offset() >= from).map(this::told).toList();
    if (told.isEmpty()) {
      return;
    }
    long first = told.getFirst().offset();
    if (first > stands) {
      // Kafka has deleted what stood between. ViewWatch says so.
      LOG.warn("the live view lacks the events {} to {} of {}", stands, first - 1, partition);
    }
    while (!told.isEmpty()) {
      long now = to.apply(partition.partition(), stands, told);
      if (now <= stands) {
        // It was cleared, or somebody else writes it: what is known of it is not so.
        next.remove(partition);
        consumer.seek(partition, first);
        return;
      }
      stands = now;
      next.put(partition, stands);
      long reached = stands;
      told = told.stream().filter(t -> t.offset() >= reached).toList();
    }
  }

  private Told told(ConsumerRecord<byte[], byte[]> record) {
    return new Told(record.offset(), concerns(record) ? read(record) : Optional.empty());
  }

  /** By its header alone: most events are nothing to the view. */
  private boolean concerns(ConsumerRecord<byte[], byte[]> record) {
    var type = record.headers().lastHeader(Header.TYPE);
    return type != null
        && type.value() != null
        && types.contains(new String(type.value(), StandardCharsets.UTF_8));
  }

  private Optional<Envelope<? extends Event>> read(ConsumerRecord<byte[], byte[]> record) {
    return switch (RecordReader.readEvent(record, service.domain())) {
      case Received.Understood good -> Optional.of(good.event());
      case Received.NotUnderstood bad -> Optional.empty();
    };
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(next::remove);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(next::remove);
    }
  }
}
