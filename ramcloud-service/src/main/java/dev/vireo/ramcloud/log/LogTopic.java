package dev.vireo.ramcloud.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the log where it is missing. Its partitions are the cluster's tablets and never change. */
final class LogTopic {

  private static final int PATIENCE_SECONDS = 10;

  private LogTopic() {}

  /**
   * Makes the topic, unless it is there.
   *
   * @return how many partitions it has; these may be more or fewer than the settings ask for, as
   *     the cluster was made with so many
   * @throws ExecutionException where Kafka refuses
   * @throws TimeoutException where Kafka does not answer
   */
  static int ensure(LogSettings settings)
      throws InterruptedException, ExecutionException, TimeoutException {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("default.api.timeout.ms", "5000");
    properties.put("request.timeout.ms", "5000");
    try (Admin admin = Admin.create(properties)) {
      Optional<TopicDescription> present = describe(admin, settings.topic());
      if (present.isEmpty()) {
        create(admin, settings);
        present = describe(admin, settings.topic());
      }
      boolean led =
          present.isPresent()
              && present.get().partitions().stream()
                  .allMatch(partition -> partition.leader() != null);
      if (!led) {
        throw new TimeoutException(settings.topic() + " has partitions without a leader");
      }
      return present.get().partitions().size();
    }
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

  private static void create(Admin admin, LogSettings settings)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic topic =
        new NewTopic(settings.topic(), Optional.of(settings.tablets()), Optional.empty())
            .configs(
                Map.of(
                    "cleanup.policy", "compact",
                    "min.compaction.lag.ms", Long.toString(settings.compactionLag().toMillis()),
                    "max.message.bytes", Integer.toString(RecordFormat.MAX_RECORD),
                    "unclean.leader.election.enable", "false",
                    // Only closed segments are compacted.
                    "segment.bytes", Integer.toString(64 << 20)));
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
