package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.store.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the catalog's partition from its beginning on and keeps what it says. What it has read is
 * in force at this master's shards before it counts as applied.
 */
final class MetaFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetaFollower.class);
  private static final Duration POLL = Duration.ofMillis(50);

  /** A beat that Kafka has: whoever has read past it knows what there was when it was sent. */
  private record Confirmation(long offset, long sentAt) {}

  /** Somebody who waits until an offset is applied everywhere. */
  private record Everywhere(long offset, long until, Runnable then) {}

  private final MetaSettings settings;
  private final Leases leases;
  private final Consumer<Tables> adopt;
  private final Runnable changed;
  private final Thread thread;
  private final Map<String, Long> appliedByOthers = new ConcurrentHashMap<>();
  private final Map<String, Long> heardOf = new ConcurrentHashMap<>();
  private final List<Everywhere> waiting = new ArrayList<>();
  private final List<Confirmation> beats = new ArrayList<>();
  private final Object lock = new Object();
  private volatile Tables tables;
  private volatile long applied;
  private volatile long confirmedAt;
  private volatile boolean confirmed;
  private volatile String damage = "";
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private volatile boolean closed;

  /**
   * A follower, which begins with {@link #start}.
   *
   * @param adopt brings tables in force, and returns when they are
   * @param changed is told after that
   */
  MetaFollower(
      MetaSettings settings,
      Tables first,
      Leases leases,
      Consumer<Tables> adopt,
      Runnable changed) {
    this.settings = settings;
    this.tables = first;
    this.leases = leases;
    this.adopt = adopt;
    this.changed = changed;
    this.thread = Thread.ofPlatform().name("meta-follower").daemon().unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  Tables tables() {
    return tables;
  }

  /** Every record below this offset is in force here. */
  long applied() {
    return applied;
  }

  /** Why the catalog cannot be read; empty if it can. */
  String damage() {
    return damage;
  }

  /** Whether what is in force was all that there was, less than a lease ago. */
  boolean current() {
    return confirmed
        && damage.isEmpty()
        && System.nanoTime() - confirmedAt < settings.lease().toNanos();
  }

  /** Kafka has a beat of this master's, which was sent at that time of {@code nanoTime}. */
  void beatAcked(long offset, long sentAt) {
    synchronized (lock) {
      beats.add(new Confirmation(offset, sentAt));
    }
    settle();
  }

  /** Waits until everything below the offset is in force here. */
  void await(long offset, Duration bound) throws TimeoutException, InterruptedException {
    long until = System.nanoTime() + bound.toNanos();
    synchronized (lock) {
      while (applied < offset) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException(
              "the catalog is read up to offset " + applied + ", not to " + offset);
        }
        TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
      }
    }
  }

  /**
   * Runs {@code then} when every master that lives has in force what lies below the offset, which
   * this one has. A master that does not say so in time may not act on what it knows any more: it
   * has not read past a beat that lies behind the offset, and a lease counted from one before it
   * has ended.
   */
  void whenEverywhere(long offset, Runnable then) {
    long lease = settings.lease().toNanos();
    synchronized (lock) {
      waiting.add(new Everywhere(offset, System.nanoTime() + lease + lease / 10, then));
    }
    settle();
  }

  private void follow() {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("client.id", settings.masterId() + "-meta");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    properties.put("fetch.max.wait.ms", "100");
    properties.put("reconnect.backoff.max.ms", "500");
    properties.put("request.timeout.ms", "5000");
    TopicPartition partition = new TopicPartition(settings.topic(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reading = consumer;
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!closed) {
        try {
          take(consumer.poll(POLL).records(partition), consumer.position(partition));
        } catch (WakeupException end) {
          return;
        } catch (KafkaException e) {
          LOG.warn("{} cannot be read and is tried again: {}", settings.topic(), e.toString());
        } catch (IllegalStateException e) {
          if (!closed) {
            damage = "tables could not be brought in force: " + e.getMessage();
            LOG.error("{}", damage, e);
          }
          return;
        }
      }
    }
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> records, long position) {
    Tables before = tables;
    Tables next = before;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        byte[] value = record.value();
        next =
            apply(
                MetaRecord.of(
                    new String(record.key(), StandardCharsets.UTF_8),
                    value == null ? null : new String(value, StandardCharsets.UTF_8)),
                next);
      } catch (IllegalArgumentException e) {
        damage =
            "offset %d of %s cannot be taken: %s"
                .formatted(record.offset(), settings.topic(), e.getMessage());
        LOG.error("{}. Tables that were made by RC.CREATE are not served", damage);
      }
    }
    if (next != before) {
      adopt.accept(next);
      tables = next;
    }
    synchronized (lock) {
      applied = Math.max(applied, position);
      lock.notifyAll();
    }
    settle();
    if (next != before) {
      changed.run();
    }
  }

  private Tables apply(MetaRecord record, Tables to) {
    switch (record) {
      case MetaRecord.Made made -> {
        return to.with(made.table());
      }
      case MetaRecord.Dropped dropped -> {
        return to.drop(dropped.name());
      }
      case MetaRecord.NextId next -> {
        return to.reserving(next.id());
      }
      case MetaRecord.Beat beat -> {
        if (!beat.master().equals(settings.masterId())) {
          appliedByOthers.put(beat.master(), beat.applied());
          heardOf.put(beat.master(), System.nanoTime());
        }
      }
      case MetaRecord.Gone gone -> forget(gone.master());
      case MetaRecord.Lease lease -> leases.set(lease.client(), lease.end());
      case MetaRecord.LeaseOver over -> leases.over(over.client());
      case MetaRecord.Grant grant -> {}
    }
    return to;
  }

  private void forget(String master) {
    appliedByOthers.remove(master);
    heardOf.remove(master);
  }

  /** What waited for what has been applied goes on. */
  private void settle() {
    List<Runnable> ready = new ArrayList<>();
    long now = System.nanoTime();
    synchronized (lock) {
      for (Iterator<Confirmation> each = beats.iterator(); each.hasNext(); ) {
        Confirmation beat = each.next();
        if (beat.offset() < applied) {
          if (!confirmed || beat.sentAt() - confirmedAt > 0) {
            confirmedAt = beat.sentAt();
            confirmed = true;
          }
          each.remove();
        }
      }
      for (Iterator<Everywhere> each = waiting.iterator(); each.hasNext(); ) {
        Everywhere one = each.next();
        if (now - one.until() >= 0 || isAppliedByOthers(one.offset(), now)) {
          ready.add(one.then());
          each.remove();
        }
      }
    }
    ready.forEach(Runnable::run);
  }

  private boolean isAppliedByOthers(long offset, long now) {
    long lease = settings.lease().toNanos();
    for (Map.Entry<String, Long> other : appliedByOthers.entrySet()) {
      long heard = heardOf.getOrDefault(other.getKey(), 0L);
      if (other.getValue() < offset && now - heard < lease + lease / 10) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> by = reading;
    if (by != null) {
      by.wakeup();
    }
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
