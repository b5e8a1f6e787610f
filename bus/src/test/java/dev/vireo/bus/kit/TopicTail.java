package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that is published on a topic from when it was opened. For one thread. */
public final class TopicTail implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  public TopicTail(Map<String, String> kafka, String topic) {
    this.topic = topic;
    Map<String, Object> properties = new HashMap<>(kafka);
    // Who asks where the topic ends waits behind the fetch before it.
    properties.put("fetch.max.wait.ms", "20");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  /** Everything that was acknowledged before the call. */
  public List<ConsumerRecord<byte[], byte[]>> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    awaitThat(
        "the end of " + topic,
        records ->
            ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue()));
    return List.copyOf(seen);
  }

  /** Reads on until what was seen is as wanted. */
  public void awaitThat(String wanted, Predicate<List<ConsumerRecord<byte[], byte[]>>> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            wanted + " did not come about; of " + topic + " there are " + seen.size());
      }
      consumer.poll(Duration.ofMillis(20)).forEach(seen::add);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
