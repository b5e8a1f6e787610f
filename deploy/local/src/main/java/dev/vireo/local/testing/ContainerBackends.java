package dev.vireo.local.testing;

import dev.vireo.local.PostgresAdmin;
import dev.vireo.local.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A cluster of three brokers, and PostgreSQL, in containers.
 *
 * <p>What one broker hides (replication, leaders that move, acknowledgement by several) shows here.
 */
final class ContainerBackends implements Backends {

  private static final int BROKERS = 3;
  private static final Duration START_BOUND = Duration.ofMinutes(3);

  private final ScratchFolder scratch = ScratchFolder.create();
  private final Secrets secrets = new Secrets(scratch.path().resolve("secrets"));
  private @Nullable Cluster cluster;
  private @Nullable PostgreSQLContainer postgres;

  private record Cluster(Network network, List<KafkaContainer> brokers) {}

  @Override
  public synchronized String bootstrapServers() {
    if (cluster == null) {
      cluster = startCluster();
    }
    return cluster.brokers().stream()
        .map(KafkaContainer::getBootstrapServers)
        .collect(Collectors.joining(","));
  }

  @Override
  public synchronized PostgresAdmin postgres() {
    if (postgres == null) {
      postgres =
          new PostgreSQLContainer(DockerImageName.parse(ContainerEngine.POSTGRES_IMAGE))
              .withUsername(PostgresAdmin.SUPERUSER)
              .withPassword(secrets.password(PostgresAdmin.SUPERUSER));
      postgres.start();
    }
    return new PostgresAdmin(
        postgres.getHost(),
        postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        postgres.getPassword(),
        secrets);
  }

  @Override
  public synchronized void close() {
    if (cluster != null) {
      cluster.brokers().forEach(KafkaContainer::stop);
      cluster.network().close();
    }
    if (postgres != null) {
      postgres.stop();
    }
    scratch.close();
  }

  private static Cluster startCluster() {
    var network = Network.newNetwork();
    String clusterId = Uuid.randomUuid().toString();
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(id -> id + "@broker-" + id + ":9094")
            .collect(Collectors.joining(","));
    var brokers =
        IntStream.range(0, BROKERS).mapToObj(id -> broker(network, id, clusterId, voters)).toList();
    // Together: none is ready before a majority of the controllers is.
    Startables.deepStart(brokers).join();
    return new Cluster(network, brokers);
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
        .withEnv("KAFKA_BROKER_ID", Integer.toString(id))
        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", voters)
        .withEnv("KAFKA_DEFAULT_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_MIN_INSYNC_REPLICAS", "2")
        .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", replicas)
        .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2")
        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withStartupTimeout(START_BOUND);
  }
}
