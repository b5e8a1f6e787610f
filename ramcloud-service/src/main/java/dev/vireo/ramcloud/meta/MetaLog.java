package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.log.KafkaTopic;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog of a cluster: {@code vireo.ramcloud.meta}, one compacted partition that each master
 * follows and into which it says that it lives.
 *
 * <p>A change of tables is answered when every master that lives has it in force. A master acts on
 * what it knows for one lease from the sending of a beat of its own that Kafka acknowledged and
 * that it has read past. So one that is cut off, or stopped, acts on a table that was dropped for
 * one lease at most, and so long the drop is not answered.
 */
public final class MetaLog implements Catalog, AutoCloseable {

  /** What the catalog tells the shards of its master. */
  public interface Shards {

    /** From now on these are the tables; returns when all shards have them. */
    void adopt(Tables tables);

    /** The results of other clients can be forgotten. */
    void keepLeases(LongPredicate kept);
  }

  private static final Logger LOG = LoggerFactory.getLogger(MetaLog.class);
  private static final Duration LEASE_ROUND = Duration.ofMinutes(1);
  private static final int QUEUED_CHANGES = 1000;

  private final MetaSettings settings;
  private final Shards shards;
  private final Leases leases = new Leases();
  private final MetaFollower follower;
  private final MetaChanges changes;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("meta-beats").daemon().factory());
  private final ExecutorService changing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("meta-changes").daemon().factory());
  private final AtomicInteger queued = new AtomicInteger();
  private final Thread starter;
  private volatile @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile String trouble = "the catalog in Kafka is not known yet";
  private volatile boolean closed;

  /**
   * A catalog, which begins with {@link #start}.
   *
   * @param first the tables that every cluster has; they are not in the log
   */
  public MetaLog(MetaSettings settings, Tables first, Shards shards) {
    this.settings = settings;
    this.shards = shards;
    this.follower =
        new MetaFollower(settings, first, leases, shards::adopt, () -> beats.execute(this::beat));
    this.changes = new MetaChanges(settings, follower);
    this.starter = Thread.ofVirtual().name("meta-start").unstarted(this::startWhenKafkaAnswers);
  }

  /** Starts; returns at once. Where Kafka is away it waits for it. */
  public void start() {
    starter.start();
  }

  private void startWhenKafkaAnswers() {
    try {
      while (!closed) {
        try {
          int partitions =
              KafkaTopic.ensure(
                  settings.kafka(),
                  settings.topic(),
                  1,
                  Map.of(
                      "cleanup.policy", "compact",
                      "unclean.leader.election.enable", "false",
                      "segment.ms", Long.toString(TimeUnit.HOURS.toMillis(1)),
                      "min.cleanable.dirty.ratio", "0.1"));
          if (partitions != 1) {
            trouble = settings.topic() + " has " + partitions + " partitions and must have one";
            LOG.error("{}", trouble);
            return;
          }
          open();
          return;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
          trouble = "the catalog %s cannot be used: %s".formatted(settings.topic(), e);
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    var properties = MetaChanges.producing(settings, "-beats");
    properties.put("max.block.ms", "1000");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    follower.start();
    long every = settings.beat().toMillis();
    var _ = beats.scheduleWithFixedDelay(this::beat, 0, every, TimeUnit.MILLISECONDS);
    var _ =
        beats.scheduleWithFixedDelay(
            this::endLeases, LEASE_ROUND.toMillis(), LEASE_ROUND.toMillis(), TimeUnit.MILLISECONDS);
    trouble = "";
  }

  /** What keeps tables from being served, in words; empty if nothing does. */
  public Optional<String> obstacle() {
    if (!trouble.isEmpty()) {
      return Optional.of(trouble);
    }
    if (!follower.damage().isEmpty()) {
      return Optional.of(follower.damage());
    }
    return current()
        ? Optional.empty()
        : Optional.of(settings.topic() + " is not read to its end, or Kafka does not acknowledge");
  }

  private void beat() {
    try {
      long sentAt = System.nanoTime();
      send(
          new MetaRecord.Beat(settings.masterId(), follower.applied()),
          offset -> follower.beatAcked(offset, sentAt),
          failure -> LOG.debug("a beat was not acknowledged: {}", failure.toString()));
    } catch (RuntimeException e) {
      LOG.warn("a beat could not be sent: {}", e.toString());
    }
  }

  private void endLeases() {
    try {
      if (!current()) {
        return;
      }
      for (long client : leases.runOut(System.currentTimeMillis())) {
        send(new MetaRecord.LeaseOver(client), offset -> {}, failure -> {});
      }
      long applied = follower.applied();
      shards.keepLeases(client -> leases.isKnown(client) || client > applied);
    } catch (RuntimeException e) {
      LOG.warn("leases could not be ended: {}", e.toString());
    }
  }

  private void send(MetaRecord record, LongConsumer acked, Consumer<Exception> failed) {
    KafkaProducer<byte[], byte[]> by = producer;
    if (by == null) {
      failed.accept(new TimeoutException(trouble));
      return;
    }
    var _ =
        by.send(
            MetaChanges.kafka(settings.topic(), record),
            (metadata, failure) -> {
              if (failure == null) {
                acked.accept(metadata.offset());
              } else {
                failed.accept(failure);
              }
            });
  }

  @Override
  public Tables tables() {
    return follower.tables();
  }

  @Override
  public boolean current() {
    return follower.current();
  }

  @Override
  public void create(String name, Durability durability, Answer<Table> answer) {
    change(
        "table " + name + " was made",
        tables -> {
          Optional<Table> known = tables.named(name);
          if (known.isPresent()) {
            return new MetaChanges.Plan<>(List.of(), known.get());
          }
          Table made = new Table(tables.nextId(), name, durability);
          return new MetaChanges.Plan<>(
              List.of(new MetaRecord.NextId(made.id() + 1), new MetaRecord.Made(made)), made);
        },
        answer);
  }

  @Override
  public void drop(String name, Answer<Optional<Table>> answer) {
    // A table of that name that somebody makes while this is tried again is another one.
    List<Table> meant = new ArrayList<>();
    change(
        "table " + name + " was dropped",
        tables -> {
          Optional<Table> known = tables.named(name);
          if (known.isEmpty() || (!meant.isEmpty() && meant.getFirst().id() != known.get().id())) {
            return new MetaChanges.Plan<>(List.of(), meant.stream().findFirst());
          }
          meant.add(known.get());
          return new MetaChanges.Plan<>(List.of(new MetaRecord.Dropped(name)), known);
        },
        answer);
  }

  @Override
  public void index(String name, int number, boolean wanted, Answer<Optional<Table>> answer) {
    change(
        "index " + number + " of table " + name + " was changed",
        tables -> {
          Optional<Table> known = tables.named(name);
          if (known.isEmpty() || known.get().indexes().contains(number) == wanted) {
            return new MetaChanges.Plan<>(List.of(), known);
          }
          Table next = wanted ? known.get().withIndex(number) : known.get().withoutIndex(number);
          return new MetaChanges.Plan<>(List.of(new MetaRecord.Made(next)), Optional.of(next));
        },
        answer);
  }

  private <T> void change(
      String what, Function<Tables, MetaChanges.Plan<T>> plan, Answer<T> answer) {
    if (queued.incrementAndGet() > QUEUED_CHANGES) {
      queued.decrementAndGet();
      answer.failed("TRYAGAIN " + QUEUED_CHANGES + " changes of tables wait already");
      return;
    }
    try {
      changing.execute(() -> changeNow(what, plan, answer));
    } catch (RejectedExecutionException e) {
      queued.decrementAndGet();
      answer.failed("TRYAGAIN this master is ending");
    }
  }

  private <T> void changeNow(
      String what, Function<Tables, MetaChanges.Plan<T>> plan, Answer<T> answer) {
    try {
      if (producer == null) {
        answer.failed("TRYAGAIN " + trouble);
        return;
      }
      T done = changes.change(plan);
      follower.whenEverywhere(follower.applied(), () -> answer.done(done));
    } catch (MetaChanges.Failed e) {
      answer.failed(
          e.mayBeDone
              ? "UNKNOWN whether " + what + ": " + e.getMessage() + "; ask again"
              : "TRYAGAIN Kafka does not take it: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.failed("UNKNOWN whether " + what + ": this master is ending; ask another");
    } catch (RuntimeException e) {
      LOG.error("it is not known whether {}", what, e);
      answer.failed("UNKNOWN whether " + what + ": " + e.getMessage());
    } finally {
      queued.decrementAndGet();
    }
  }

  @Override
  public void lease(Answer<Long> answer) {
    Consumer<Exception> failed =
        failure -> answer.failed("TRYAGAIN no lease could be written: " + failure.getMessage());
    try {
      send(
          new MetaRecord.Grant(settings.masterId()),
          granted -> {
            // No two records have the same offset, so no two clients have the same name.
            long client = granted + 1;
            send(
                new MetaRecord.Lease(client, leaseFromNow()),
                offset -> changingLater(() -> known(client, offset, answer)),
                failed);
          },
          failed);
    } catch (KafkaException e) {
      failed.accept(e);
    }
  }

  private void known(long client, long offset, Answer<Long> answer) {
    try {
      follower.await(offset + 1, settings.bound());
      follower.whenEverywhere(offset + 1, () -> answer.done(client));
    } catch (TimeoutException e) {
      answer.failed("TRYAGAIN " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.failed("TRYAGAIN this master is ending");
    }
  }

  private void changingLater(Runnable work) {
    try {
      changing.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("a lease is not answered: this master is ending");
    }
  }

  private static long leaseFromNow() {
    return System.currentTimeMillis() + Leases.TERM.toMillis();
  }

  @Override
  public boolean holds(long client) {
    long now = System.currentTimeMillis();
    if (!leases.holds(client, now)) {
      return false;
    }
    if (leases.wantsRenewal(client, now)) {
      beats.execute(
          () -> send(new MetaRecord.Lease(client, leaseFromNow()), offset -> {}, failure -> {}));
    }
    return true;
  }

  @Override
  public OptionalLong leaseEnd(long client) {
    return leases.end(client);
  }

  @Override
  public void close() {
    closed = true;
    starter.interrupt();
    changing.shutdownNow();
    beats.shutdownNow();
    follower.close();
    KafkaProducer<byte[], byte[]> by = producer;
    if (by != null) {
      try {
        send(new MetaRecord.Gone(settings.masterId()), offset -> {}, failure -> {});
      } catch (KafkaException e) {
        LOG.debug("{} ends without saying so", settings.masterId());
      }
      by.close(Duration.ofSeconds(1));
    }
  }
}
