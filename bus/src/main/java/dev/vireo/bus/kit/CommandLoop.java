package dev.vireo.bus.kit;

import dev.vireo.bus.Domain;
import dev.vireo.bus.kit.PartitionWork.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a domain's command topic: each command once, those of one lane in order, lanes side by
 * side.
 *
 * <p>Records are finished out of order, and of each partition only what is finished without a gap
 * is committed. So a crash repeats commands and loses none; the {@link Journal} recognises the
 * repeats. Before a partition goes to another process what runs of it is stopped, so that two
 * processes do not work on one command.
 */
public final class CommandLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** How long a command may go on when its partition goes elsewhere or this loop is closed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long Kafka is asked to take a last commit, and how long until it is asked again. */
  private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /**
   * After what silence Kafka gives the partitions of a process that died to others; Kafka's own
   * default is 45 s. A process that lives and is merely slow does not lose them: the client's own
   * thread speaks for it every {@link #HEARTBEAT}.
   */
  private static final Duration SESSION = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** Commands under way, or bytes of them, at which reading pauses. */
  private static final Load ENOUGH = new Load(5_000, 64L * 1024 * 1024);

  private final Domain domain;
  private final CommandRun run;
  private final Kit kit;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Lanes lanes = new Lanes(threads);

  /** Changed by the poll thread alone; others look. */
  private final Map<TopicPartition, PartitionWork> works = new ConcurrentHashMap<>();

  /**
   * What was running when its partition was lost to us without a word. Where the partition has come
   * back it goes on, and the repeat of it waits in its lane; where not, it is interrupted. Poll
   * thread only.
   */
  private final Map<TopicPartition, List<PartitionWork>> lost = new HashMap<>();

  /** What Kafka was told last; what has not changed is not told again. Poll thread only. */
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  private final AtomicLong lastPoll = new AtomicLong(System.nanoTime());
  private final Thread poller;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean assigned;

  /**
   * A loop that is not yet running.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}. With {@code
   *     group.instance.id} a process that comes back under the same one within the session time-out
   *     reads on at once
   * @param domain whose commands are read
   * @param run what is done with each
   * @param kit what it stands on
   */
  public CommandLoop(Map<String, String> kafka, Domain domain, CommandRun run, Kit kit) {
    this.domain = domain;
    this.run = run;
    this.kit = kit;
    Properties properties = new Properties();
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(SESSION.toMillis()));
    properties.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Long.toString(HEARTBEAT.toMillis()));
    properties.putAll(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "vireo-" + domain.word());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, kit.instance() + "-commands");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
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
    return works.values().stream().mapToInt(PartitionWork::underWay).sum();
  }

  private void readOn() {
    try {
      consumer.subscribe(List.of(domain.commands()), new Rebalance());
      long committedAt = System.nanoTime();
      while (closing.getCount() > 0) {
        committedAt = once(committedAt);
      }
    } catch (WakeupException | InterruptedException e) {
      // close() was called
    } catch (RuntimeException | Error e) {
      LOG.error("{} are no longer read: a defect", domain.commands(), e);
    } finally {
      stop(Stream.concat(works.values().stream(), lost.values().stream().flatMap(List::stream)));
      // Gives the partitions back, with a commit; a member with an id of its own would keep them.
      consumer.close(
          CloseOptions.timeout(LAST_COMMIT)
              .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
      threads.shutdownNow();
    }
  }

  private long once(long committedAt) throws InterruptedException {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      lastPoll.set(System.nanoTime());
      throttle();
      if (System.nanoTime() - committedAt < COMMIT_EVERY_NANOS) {
        return committedAt;
      }
      commit();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("reading {}: {}; trying again", domain.commands(), e.getMessage());
      if (closing.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
        return committedAt;
      }
    }
    return System.nanoTime();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    PartitionWork work = works.get(partition);
    if (work == null || !work.takes(record.offset())) {
      if (work != null) {
        // The topic was cut short or made anew under us: what comes now is read from its beginning.
        LOG.warn("{} goes back to offset {}", partition, record.offset());
        work.release();
      }
      work = new PartitionWork(record.offset());
      works.put(partition, work);
      committed.put(partition, record.offset());
    }
    CommandRun.Task task = run.prepare(record);
    int bytes = record.serializedKeySize() + record.serializedValueSize();
    lanes.submit(task.lane(), work.begin(record.offset(), bytes, task));
  }

  /**
   * What was read and holds up its lane. Commands that wait for others do not count: those others
   * may be further on in the topic.
   */
  Load readAhead() {
    return works.values().stream().map(PartitionWork::load).reduce(Load.NONE, Load::plus);
  }

  private void throttle() {
    Load load = readAhead();
    if (load.commands() > ENOUGH.commands() || load.bytes() > ENOUGH.bytes()) {
      consumer.pause(consumer.assignment());
    } else if (load.commands() < ENOUGH.commands() / 2 && load.bytes() < ENOUGH.bytes() / 2) {
      consumer.resume(consumer.paused());
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted();
    if (offsets.isEmpty()) {
      return;
    }
    kit.checkpoint().reached("before-commit");
    if (kit.checkpoint() == Checkpoint.NONE) {
      consumer.commitAsync(
          offsets,
          (told, failure) -> {
            if (failure != null) {
              LOG.warn("committing {}: {}; it is done again", told, failure.getMessage());
              told.forEach((p, offset) -> committed.remove(p, offset.offset()));
            }
          });
    } else {
      consumer.commitSync(offsets, LAST_COMMIT);
    }
    offsets.forEach((p, offset) -> committed.put(p, offset.offset()));
    kit.checkpoint().reached("after-commit");
  }

  private Map<TopicPartition, OffsetAndMetadata> uncommitted() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    works.forEach(
        (partition, work) -> {
          long next = work.committable();
          if (!Objects.equals(committed.get(partition), next)) {
            offsets.put(partition, new OffsetAndMetadata(next));
          }
        });
    return offsets;
  }

  private static void stop(Stream<PartitionWork> works) {
    try {
      PartitionWork.stop(works.toList(), GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops reading, lets what runs come to its end for a moment, interrupts the rest, and gives the
   * partitions back. What was not finished is read again by whoever has them next.
   */
  @Override
  public void close() {
    closing.countDown();
    if (poller.getState() == Thread.State.NEW) {
      consumer.close();
      threads.shutdown();
      return;
    }
    consumer.wakeup();
    try {
      poller.join(GRACE.multipliedBy(2).plus(LAST_COMMIT).plus(LAST_COMMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
      Map<TopicPartition, List<PartitionWork>> elsewhere = new HashMap<>(lost);
      elsewhere.keySet().removeAll(consumer.assignment());
      elsewhere.values().forEach(works -> works.forEach(PartitionWork::interrupt));
      lost.keySet().removeAll(elsewhere.keySet());
      LOG.info("reading {} partitions of {}", consumer.assignment().size(), domain.commands());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      stop(
          partitions.stream()
              .flatMap(
                  p ->
                      Stream.concat(
                          Stream.ofNullable(works.get(p)),
                          lost.getOrDefault(p, List.of()).stream())));
      lost.keySet().removeAll(partitions);
      Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted();
      try {
        if (!offsets.isEmpty()) {
          consumer.commitSync(offsets, LAST_COMMIT);
        }
      } catch (KafkaException e) {
        LOG.warn("committing {}: {}; the journal will know", offsets, e.getMessage());
      }
      partitions.forEach(CommandLoop.this::forget);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        PartitionWork work = forget(partition);
        if (work != null) {
          work.release();
          lost.computeIfAbsent(partition, p -> new ArrayList<>()).add(work);
        }
      }
    }
  }

  private @Nullable PartitionWork forget(TopicPartition partition) {
    committed.remove(partition);
    return works.remove(partition);
  }
}
