package dev.vireo.bus.service;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Events that Kafka has deleted, though they are to be kept for ever: what is true of a partition
 * whose first offset is not 0.
 *
 * @param partition where they were
 * @param readableFrom the offset of the first event that is left
 */
record LostEvents(TopicPartition partition, long readableFrom) {

  static final String WHAT_TO_DO =
      "set retention.ms=-1, retention.bytes=-1 and cleanup.policy=delete on the topic;"
          + " what is gone comes back only from a backup, of the topic or of the views' tables";

  /** What is lost, given where each partition begins; in order. */
  static List<LostEvents> of(Map<TopicPartition, Long> beginnings) {
    return beginnings.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(e -> new LostEvents(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingInt(lost -> lost.partition().partition()))
        .toList();
  }

  /** All of it, and what to do, in one line. */
  static String text(List<LostEvents> lost) {
    return lost.stream().map(LostEvents::toString).collect(Collectors.joining(", "))
        + "; "
        + WHAT_TO_DO;
  }

  @Override
  public String toString() {
    return "%s partition %d can be read from offset %d on only, those before it are gone"
        .formatted(partition.topic(), partition.partition(), readableFrom);
  }
}
