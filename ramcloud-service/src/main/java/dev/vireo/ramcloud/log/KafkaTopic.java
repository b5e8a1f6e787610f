package dev.vireo.ramcloud.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes a topic of RAMCloud's where it is missing. Its partitions never change. */
public final class KafkaTopic {

  private static final int PATIENCE_SECONDS = 10;

  private KafkaTopic() {}

  /**
   * Makes the topic, unless it is there.
   *
   * @param kafka client properties
   * @param partitions where it is made
   * @return how many partitions it has; these may be more or fewer than were asked for, as the
   *     cluster was made with so many
   * @throws ExecutionException where Kafka refuses
   * @throws TimeoutException where Kafka does not answer
   */
  public static int ensure(
      Map<String, String> kafka, String topic, int partitions, Map<String, String> configuration)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = admin(kafka)) {
      Optional<TopicDescription> present = describe(admin, topic);
      if (present.isEmpty()) {
        create(admin, topic, partitions, configuration);
        present = describe(admin, topic);
      }
      boolean led =
          present.isPresent()
              && present.get().partitions().stream()
                  .allMatch(partition -> partition.leader() != null);
      if (!led) {
        throw new TimeoutException(topic + " has partitions without a leader");
      }
      return present.get().partitions().size();
    }
  }

  /**
   * Where the partitions of a topic end: below these offsets nothing is added any more.
   *
   * @return by partition
   * @throws ExecutionException where Kafka refuses
   * @throws TimeoutException where Kafka does not answer
   */
  static long[] ends(Map<String, String> kafka, String topic, int partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    try (Admin admin = admin(kafka)) {
      long[] ends = new long[partitions];
      admin
          .listOffsets(asked)
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .forEach((partition, end) -> ends[partition.partition()] = end.offset());
      return ends;
    }
  }

  private static Admin admin(Map<String, String> kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put("default.api.timeout.ms", "5000");
    properties.put("request.timeout.ms", "5000");
    return Admin.create(properties);
  }

  private static Optional<TopicDescription> describe(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return Optional.ofNullable(
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void create(
      Admin admin, String topic, int partitions, Map<String, String> configuration)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic made =
        new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration);
    try {
      admin.createTopics(List.of(made)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
