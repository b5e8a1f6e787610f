package dev.vireo.bus.service;

import dev.vireo.bus.kit.BusUnavailable;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever is given a partition reads on where the views' rows stand, not where Kafka thinks. */
@ApplicationScoped
@Identifier("views")
public class ViewRebalance implements KafkaConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRebalance.class);

  private final ViewPositions positions;

  ViewRebalance(ViewPositions positions) {
    this.positions = positions;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> known;
    try {
      known = positions.read();
    } catch (BusUnavailable e) {
      // From wherever Kafka begins: what the views have is passed over, and ViewFeed goes back to
      // where they stand. Failing here would end the reading for good.
      LOG.warn("{}; the views find their place when it answers", e.getMessage());
      return;
    }
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, known.getOrDefault(partition, 0L));
    }
  }
}
