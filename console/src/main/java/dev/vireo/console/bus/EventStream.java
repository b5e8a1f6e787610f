package dev.vireo.console.bus;

import dev.vireo.bus.Domain;
import dev.vireo.console.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the events of domains: what there is, in the order of time, and if wanted what comes. */
public final class EventStream {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ENOUGH_WAITING = 64;

  private final KafkaAccess kafka;
  private final Collection<Domain> domains;
  private final boolean progress;

  /**
   * Of these domains.
   *
   * @param progress whether progress ticks are read, too
   */
  public EventStream(KafkaAccess kafka, Collection<Domain> domains, boolean progress) {
    this.kafka = kafka;
    this.domains = List.copyOf(domains);
    this.progress = progress;
  }

  /** Where reading begins. */
  public sealed interface From {

    /** With the first event ever. */
    record Beginning() implements From {}

    /** With the first event of that time or later. */
    record Time(Instant since) implements From {}

    /** With the next event. */
    record Now() implements From {}
  }

  /** Where reading ends. */
  public enum Until {
    /** With the last event there is at the start. */
    NOW,
    /** Never; the reader has to have enough. */
    STOPPED
  }

  /**
   * Reads.
   *
   * @param wanted which records; the others are passed over
   * @param reader is given each; reading ends when it gives false
   */
  public void read(
      From from,
      Until until,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    kafka.requireAnswer();
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = kafka.consumer();
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, partitions, from, ends);
      pass(consumer, ends, until, wanted, reader);
    } catch (KafkaException e) {
      throw kafka.trouble("reading events", e);
    } finally {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
      }
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<String> topics = new ArrayList<>();
    for (Domain domain : domains) {
      topics.add(domain.events());
      if (progress) {
        topics.add(domain.progress());
      }
    }
    var known = consumer.listTopics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      known
          .getOrDefault(topic, List.of())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    if (partitions.isEmpty()) {
      throw Trouble.unreachable(
          "Kafka at " + kafka.servers() + " has none of the topics " + String.join(", ", topics),
          "start the services: ./vireo up; or name the right cluster with --kafka",
          null);
    }
    return partitions;
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      From from,
      Map<TopicPartition, Long> ends) {
    switch (from) {
      case From.Beginning b -> consumer.seekToBeginning(partitions);
      case From.Now n -> ends.forEach(consumer::seek);
      case From.Time t -> {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(each -> times.put(each, Math.max(0, t.since().toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
          OffsetAndTimestamp offset = found.get(partition);
          consumer.seek(
              partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
        }
      }
    }
  }

  private static void pass(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Until until,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    TimeOrder<TopicPartition, ConsumerRecord<byte[], byte[]>> order =
        new TimeOrder<>(ConsumerRecord::timestamp);
    ends.keySet().forEach(order::begin);
    while (true) {
      boolean open = false;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        if (consumer.position(end.getKey()) >= end.getValue()) {
          order.end(end.getKey());
        } else {
          open = true;
        }
        restrain(consumer, end.getKey(), order.waiting(end.getKey()));
      }
      for (ConsumerRecord<byte[], byte[]> record : order.ready()) {
        if (!reader.test(record)) {
          return;
        }
      }
      if (!open && until == Until.NOW) {
        return;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        boolean late =
            until == Until.NOW && record.offset() >= ends.getOrDefault(partition, Long.MAX_VALUE);
        if (!late && wanted.test(record)) {
          order.add(partition, record);
        }
      }
    }
  }

  /** A partition far ahead of the others waits for them, so that little is held in memory. */
  private static void restrain(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, int waiting) {
    if (waiting > ENOUGH_WAITING) {
      consumer.pause(List.of(partition));
    } else if (consumer.paused().contains(partition)) {
      consumer.resume(List.of(partition));
    }
  }

  /** This moment less a duration. */
  public static From since(Duration duration, Clock clock) {
    return new From.Time(clock.instant().minus(duration));
  }
}
