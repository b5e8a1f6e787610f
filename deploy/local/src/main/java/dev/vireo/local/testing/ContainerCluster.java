package dev.vireo.local.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * Three Kafka brokers in containers, which replicate to each other and elect their controller: what
 * one broker hides shows here, and one of them can be killed.
 *
 * <p>An acknowledged record is on two brokers at least ({@code min.insync.replicas=2}), so the loss
 * of any one of them loses nothing and stops nothing.
 *
 * <p>Only for who has Testcontainers on the class path, and where {@link #obstacle} names none.
 */
public final class ContainerCluster implements AutoCloseable {

  /** How many brokers there are; their ids count from 0. */
  public static final int BROKERS = 3;

  private static final Duration START_BOUND = Duration.ofMinutes(3);

  private final Network network;
  private final List<KafkaContainer> brokers;

  private ContainerCluster(Network network, List<KafkaContainer> brokers) {
    this.network = network;
    this.brokers = brokers;
  }

  /** What keeps containers from being used on this machine, in words; empty where nothing does. */
  public static Optional<String> obstacle() {
    return ContainerEngine.obstacle();
  }

  /** Starts the brokers and returns when each takes requests. */
  public static ContainerCluster start() {
    var network = Network.newNetwork();
    String clusterId = Uuid.randomUuid().toString();
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(id -> id + "@broker-" + id + ":9094")
            .collect(Collectors.joining(","));
    var brokers =
        IntStream.range(0, BROKERS).mapToObj(id -> broker(network, id, clusterId, voters)).toList();
    var cluster = new ContainerCluster(network, brokers);
    try {
      // Together: none is ready before a majority of the controllers is.
      Startables.deepStart(brokers).join();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** What Kafka clients bootstrap from: all brokers, so that any may be gone. */
  public String bootstrapServers() {
    return brokers.stream()
        .map(KafkaContainer::getBootstrapServers)
        .collect(Collectors.joining(","));
  }

  /**
   * Ends a broker at once, as a power cut would: it hands nothing over and says good-bye to nobody.
   *
   * @param id 0, 1 or 2
   */
  public void kill(int id) {
    var broker = brokers.get(id);
    broker.getDockerClient().killContainerCmd(broker.getContainerId()).exec();
  }

  /** Removes the containers, the killed ones too, and their network. */
  @Override
  public void close() {
    brokers.forEach(KafkaContainer::stop);
    network.close();
  }

  private static KafkaContainer broker(Network network, int id, String clusterId, String voters) {
    String replicas = Integer.toString(BROKERS);
    return new KafkaContainer(
            DockerImageName.parse(ContainerEngine.KAFKA_IMAGE)
                .asCompatibleSubstituteFor("apache/kafka"))
        .withNetwork(network)
        .withNetworkAliases("broker-" + id)
        .withEnv("CLUSTER_ID", clusterId)
        .withEnv("KAFKA_NODE_ID", Integer.toString(id))
        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", voters)
        .withEnv("KAFKA_DEFAULT_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_MIN_INSYNC_REPLICAS", "2")
        .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2")
        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
        .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withStartupTimeout(START_BOUND);
  }
}
