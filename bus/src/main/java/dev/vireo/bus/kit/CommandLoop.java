package dev.vireo.bus.kit;

import dev.vireo.bus.Domain;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a domain's command topic: each command once, those of one lane in order, lanes side by
 * side.
 *
 * <p>Records are finished out of order, and of each partition only what is finished without a gap
 * is committed. So a crash repeats commands and loses none; the {@link Journal} recognises the
 * repeats.
 */
public final class CommandLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Records under way at which reading pauses. */
  private static final int ENOUGH = 5_000;

  private final Domain domain;
  private final CommandRun run;
  private final Kit kit;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Lanes lanes = new Lanes(threads);

  /** Guarded by itself: the poll thread begins, workers finish. */
  private final Map<TopicPartition, CommitTracker> trackers = new HashMap<>();

  private final AtomicLong lastPoll = new AtomicLong(System.nanoTime());
  private final Thread poller;
  private volatile boolean closing;
  private volatile boolean assigned;

  /**
   * A loop that is not yet running.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}
   * @param domain whose commands are read
   * @param run what is done with each
   * @param kit what it stands on
   */
  public CommandLoop(Map<String, String> kafka, Domain domain, CommandRun run, Kit kit) {
    this.domain = domain;
    this.run = run;
    this.kit = kit;
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "vireo-" + domain.word());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, kit.instance() + "-commands");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.poller = Thread.ofPlatform().name("commands-" + domain.word()).unstarted(this::readOn);
  }

  /** Begins to read. */
  public void start() {
    poller.start();
  }

  /** Whether Kafka has given this process commands to read, and the reader is alive. */
  public boolean reading() {
    return assigned && poller.isAlive() && sincePoll().compareTo(Duration.ofSeconds(30)) < 0;
  }

  /** Time since Kafka was last asked. */
  public Duration sincePoll() {
    return Duration.ofNanos(System.nanoTime() - lastPoll.get());
  }

  /** Commands taken up and not finished. */
  public int underWay() {
    synchronized (trackers) {
      return trackers.values().stream().mapToInt(CommitTracker::underWay).sum();
    }
  }

  private void readOn() {
    try {
      consumer.subscribe(List.of(domain.commands()), new Rebalance());
      long committedAt = System.nanoTime();
      while (!closing) {
        committedAt = once(committedAt);
      }
    } catch (WakeupException e) {
      // close() woke it
    } finally {
      commit(consumer::commitSync);
      consumer.close();
    }
  }

  private long once(long committedAt) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      lastPoll.set(System.nanoTime());
      throttle();
      if (System.nanoTime() - committedAt < COMMIT_EVERY_NANOS) {
        return committedAt;
      }
      kit.checkpoint().reached("before-commit");
      commit(offsets -> consumer.commitAsync(offsets, IGNORE_LATE));
      kit.checkpoint().reached("after-commit");
      return System.nanoTime();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("reading {}: {}; trying again", domain.commands(), e.getMessage());
      return committedAt;
    }
  }

  /** A commit that fails is made good by the next one, or by the journal after a crash. */
  private static final OffsetCommitCallback IGNORE_LATE =
      (offsets, failure) -> {
        if (failure != null) {
          LOG.debug("commit failed: {}", failure.getMessage());
        }
      };

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    CommitTracker tracker;
    synchronized (trackers) {
      tracker = trackers.computeIfAbsent(partition, p -> new CommitTracker(record.offset()));
      tracker.begin(record.offset());
    }
    CommandRun.Task task = run.prepare(record);
    lanes.submit(
        task.lane(),
        () -> {
          try {
            task.run().run();
          } catch (InterruptedException e) {
            return; // closing: not finished, so it is read again after the restart
          } catch (RuntimeException | Error e) {
            LOG.error("a command was left unfinished and is read again after a restart", e);
            return;
          }
          synchronized (trackers) {
            tracker.finish(record.offset());
          }
          kit.finished().add();
        });
  }

  private void throttle() {
    Set<TopicPartition> paused = consumer.paused();
    if (paused.isEmpty() && underWay() > ENOUGH) {
      consumer.pause(consumer.assignment());
    } else if (!paused.isEmpty() && underWay() < ENOUGH / 2) {
      consumer.resume(paused);
    }
  }

  private void commit(java.util.function.Consumer<Map<TopicPartition, OffsetAndMetadata>> how) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    synchronized (trackers) {
      trackers.forEach((p, t) -> offsets.put(p, new OffsetAndMetadata(t.committable())));
    }
    if (offsets.isEmpty()) {
      return;
    }
    try {
      how.accept(offsets);
    } catch (KafkaException e) {
      LOG.debug("commit failed: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    threads.shutdownNow();
    try {
      poller.join(Duration.ofSeconds(10));
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
      LOG.info("reading {} partitions of {}", consumer.assignment().size(), domain.commands());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit(consumer::commitSync);
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      synchronized (trackers) {
        new HashSet<>(partitions).forEach(trackers::remove);
      }
    }
  }
}
