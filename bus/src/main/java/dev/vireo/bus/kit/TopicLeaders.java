package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Which partitions can be written to and read, as far as the cluster tells. */
final class TopicLeaders {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** How many partitions an operator is told of by name. */
  private static final int NAMED = 10;

  private final Cluster cluster;

  TopicLeaders(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whoever knows the topics. */
  @FunctionalInterface
  interface Cluster {

    /** Those of the topics that are known. */
    Map<String, TopicDescription> describe(List<String> topics)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  /**
   * Waits until each partition of these topics has a leader.
   *
   * @throws BusUnavailable if some have none when {@code atMost} is over; it names them
   */
  void await(List<String> topics, Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    long began = System.nanoTime();
    List<String> without = without(topics, cluster.describe(topics));
    while (!without.isEmpty()) {
      if (System.nanoTime() - began > atMost.toNanos()) {
        throw new BusUnavailable(
            "no leader after %d s of %s".formatted(atMost.toSeconds(), named(without)),
            new IllegalStateException("start the brokers that hold it"));
      }
      Thread.sleep(LOOK_AGAIN);
      without = without(topics, cluster.describe(topics));
    }
  }

  /** The partitions, and whole topics, that nobody leads, each in words. */
  static List<String> without(List<String> topics, Map<String, TopicDescription> known) {
    List<String> without = new ArrayList<>();
    for (String topic : topics) {
      TopicDescription description = known.get(topic);
      if (description == null) {
        without.add("topic " + topic);
        continue;
      }
      for (TopicPartitionInfo partition : description.partitions()) {
        if (leaderless(partition.leader())) {
          without.add(
              "%s partition %d (on brokers %s)"
                  .formatted(
                      topic,
                      partition.partition(),
                      partition.replicas().stream().map(Node::id).toList()));
        }
      }
    }
    return without;
  }

  private static boolean leaderless(@Nullable Node leader) {
    return leader == null || leader.isEmpty();
  }

  private static String named(List<String> without) {
    return without.size() <= NAMED
        ? String.join(", ", without)
        : String.join(", ", without.subList(0, NAMED))
            + " and %d more".formatted(without.size() - NAMED);
  }
}
