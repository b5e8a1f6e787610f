package dev.vireo.bus.hosts;

import dev.vireo.bus.kit.BusUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions end. It asks through a connection of its own: a broker answers one connection's
 * requests one after another, and a consumer's is busy for half a second with each fetch that finds
 * nothing.
 */
final class TopicEnds implements AutoCloseable {

  private final Admin admin;

  TopicEnds(Map<String, String> kafka, String clientId) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put("client.id", clientId);
    this.admin = Admin.create(properties);
  }

  /**
   * The offset behind the last record that is committed, of each of these.
   *
   * @throws BusUnavailable if there is no answer within {@code atMost}
   */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, Duration atMost)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get(atMost.toNanos(), TimeUnit.NANOSECONDS)
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new BusUnavailable(
          "asking where " + partitions + " end",
          e instanceof ExecutionException ? e.getCause() : e);
    } catch (KafkaException | IllegalStateException e) {
      throw new BusUnavailable("asking where " + partitions + " end", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
