package dev.vireo.ramcloud.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This master in the group of masters: that it lives, what it has, what it is to have. It reads no
 * records: its consumer is there for the group alone.
 */
final class Membership implements AutoCloseable {

  /** Who is told. Called on the group's thread. */
  interface Listener {
    /** The group agreed. */
    void agreed(GroupWords.Agreed agreed, int generation);

    /** This master was thought dead: what it had is others' now. */
    void expelled();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int HEARTBEATS = 5;

  private final LogSettings settings;
  private final Supplier<TabletPlan.Candidate> standing;
  private final Listener listener;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, GroupWords.Wish> wishes = new TreeMap<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean rejoin;

  /** What was said at the last join. */
  private volatile GroupWords.@Nullable Joining told;

  /**
   * Joins the group.
   *
   * @param standing what this master has, asked at each join
   */
  Membership(LogSettings settings, Supplier<TabletPlan.Candidate> standing, Listener listener) {
    this.settings = settings;
    this.standing = standing;
    this.listener = listener;
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    long session = settings.sessionTimeout().toMillis();
    properties.put("group.id", settings.group());
    properties.put("group.protocol", "classic");
    properties.put("client.id", settings.masterId() + "-member");
    properties.put("session.timeout.ms", Long.toString(session));
    properties.put("heartbeat.interval.ms", Long.toString(session / HEARTBEATS));
    properties.put("max.poll.interval.ms", Long.toString(Math.max(10_000, 2 * session)));
    properties.put("partition.assignment.strategy", TabletAssignor.class.getName());
    properties.put(TabletAssignor.MEMBERSHIP, this);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "latest");
    properties.put("reconnect.backoff.max.ms", "500");
    properties.put("metadata.max.age.ms", "30000");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.thread = Thread.ofPlatform().name("tablet-group").daemon().unstarted(this::belong);
  }

  void start() {
    thread.start();
  }

  /** Asks for the tablets to be assigned anew. */
  void rejoin() {
    rejoin = true;
    consumer.wakeup();
  }

  /** Wishes a tablet elsewhere, from the next assignment on. */
  void wish(int tablet, String master) {
    synchronized (wishes) {
      wishes.put(tablet, new GroupWords.Wish(tablet, master, System.currentTimeMillis()));
    }
    rejoin();
  }

  GroupWords.Joining joining() {
    GroupWords.Joining saying;
    synchronized (wishes) {
      saying =
          new GroupWords.Joining(
              settings.host(), settings.port(), standing.get(), List.copyOf(wishes.values()));
    }
    told = saying;
    return saying;
  }

  void agreed(GroupWords.Agreed agreed, int generation) {
    // Kafka takes no notice of who asks while the group is agreeing: what came after this master
    // had said its word is said again.
    if (unheard()) {
      rejoin = true;
    }
    synchronized (wishes) {
      agreed
          .wishes()
          .forEach(wish -> wishes.merge(wish.tablet(), wish, (a, b) -> a.at() > b.at() ? a : b));
    }
    listener.agreed(agreed, generation);
  }

  /** Whether this master has a wish, or follows a tablet, that it did not tell at its last join. */
  private boolean unheard() {
    GroupWords.Joining said = told;
    if (said == null) {
      return false;
    }
    synchronized (wishes) {
      if (!said.wishes().containsAll(wishes.values())) {
        return true;
      }
    }
    return !said.candidate().warm().containsAll(standing.get().warm());
  }

  private void belong() {
    consumer.subscribe(
        List.of(settings.topic()),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What is agreed next says what stays. Until then all stays: a barrier would end it.
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
          }

          @Override
          public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.expelled();
          }
        });
    while (!closing) {
      try {
        if (rejoin) {
          rejoin = false;
          consumer.enforceRebalance("tablets are to be assigned anew");
        }
        var unused = consumer.poll(POLL);
      } catch (WakeupException asked) {
        // There is something to ask the group.
      } catch (KafkaException e) {
        LOG.warn("the group {} cannot be asked: {}", settings.group(), e.toString());
        pause();
      }
    }
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** Leaves the group, whose others learn it at once. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(4));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
