package dev.vireo.bus.service;

import dev.vireo.bus.kit.BusUnavailable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** How far the views have read, and how far there is to read. */
@ApplicationScoped
public class ViewPositions {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final DataSource database;
  private final String topic;
  private final Admin admin;

  ViewPositions(ServiceDomain service, KafkaClient kafka, DataSource database) {
    this.database = database;
    this.topic = service.domain().events();
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    this.admin = Admin.create(properties);
  }

  /** The next offset to be read of each partition that was ever read. */
  public Map<TopicPartition, Long> read() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select partition, next from view_position where topic = ?")) {
      select.setString(1, topic);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          positions.put(new TopicPartition(topic, rows.getInt(1)), rows.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw new BusUnavailable("reading how far the views are", e);
    }
    return positions;
  }

  /** The end of each partition as it is now. */
  public Map<TopicPartition, Long> ends() throws InterruptedException {
    return offsets(OffsetSpec.latest());
  }

  /** The offset of the first event that is left of each partition; 0 unless some were deleted. */
  public Map<TopicPartition, Long> beginnings() throws InterruptedException {
    return offsets(OffsetSpec.earliest());
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which) throws InterruptedException {
    try {
      TopicDescription description =
          admin
              .describeTopics(java.util.List.of(topic))
              .allTopicNames()
              .get(10, TimeUnit.SECONDS)
              .get(topic);
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      if (description != null) {
        description
            .partitions()
            .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), which));
      }
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get(10, TimeUnit.SECONDS)
          .forEach((partition, info) -> offsets.put(partition, info.offset()));
      return offsets;
    } catch (ExecutionException | TimeoutException e) {
      throw new BusUnavailable(
          "asking from where to where " + topic + " goes",
          e instanceof ExecutionException ? e.getCause() : e);
    }
  }

  /**
   * Waits until the views show all that was acknowledged before this call.
   *
   * @throws BusUnavailable if that does not come about within {@code atMost}
   */
  public void catchUp(Duration atMost) throws InterruptedException {
    Map<TopicPartition, Long> ends = ends();
    long deadline = System.nanoTime() + atMost.toNanos();
    while (behind(ends, read()) > 0) {
      if (System.nanoTime() > deadline) {
        throw new BusUnavailable("the views of " + topic + " did not catch up in " + atMost, null);
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /** How many events the views are behind. */
  static long behind(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    return ends.entrySet().stream()
        .mapToLong(e -> Math.max(0, e.getValue() - positions.getOrDefault(e.getKey(), 0L)))
        .sum();
  }

  @PreDestroy
  void close() {
    admin.close();
  }
}
