package dev.vireo.local.testing;

import dev.vireo.local.PostgresAdmin;
import dev.vireo.local.Secrets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A cluster of three brokers, and PostgreSQL, in containers. */
final class ContainerBackends implements Backends {

  private final ScratchFolder scratch = ScratchFolder.create();
  private final Secrets secrets = new Secrets(scratch.path().resolve("secrets"));
  private @Nullable ContainerCluster cluster;
  private @Nullable PostgreSQLContainer postgres;

  @Override
  public synchronized String bootstrapServers() {
    if (cluster == null) {
      cluster = ContainerCluster.start();
    }
    return cluster.bootstrapServers();
  }

  @Override
  public synchronized PostgresAdmin postgres() {
    if (postgres == null) {
      postgres =
          new PostgreSQLContainer(
                  DockerImageName.parse(ContainerEngine.POSTGRES_IMAGE)
                      .asCompatibleSubstituteFor("postgres"))
              .withUsername(PostgresAdmin.SUPERUSER)
              .withPassword(secrets.password(PostgresAdmin.SUPERUSER))
              .withDatabaseName("postgres");
      // By TCP: while the official image still prepares itself, it listens on a socket file only.
      postgres.setWaitStrategy(
          Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1")
              .withStartupTimeout(Duration.ofMinutes(3)));
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
      cluster.close();
    }
    if (postgres != null) {
      postgres.stop();
    }
    scratch.close();
  }
}
