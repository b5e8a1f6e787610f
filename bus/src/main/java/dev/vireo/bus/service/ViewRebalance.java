package dev.vireo.bus.service;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Whoever is given a partition reads on where the views' rows stand, not where Kafka thinks. */
@ApplicationScoped
@Identifier("views")
public class ViewRebalance implements KafkaConsumerRebalanceListener {

  private final ViewPositions positions;

  ViewRebalance(ViewPositions positions) {
    this.positions = positions;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> known = positions.read();
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, known.getOrDefault(partition, 0L));
    }
  }
}
