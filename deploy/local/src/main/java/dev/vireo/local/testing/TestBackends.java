package dev.vireo.local.testing;

import dev.vireo.local.DatabaseAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the database that a test JVM's classes share.
 *
 * <p>Started on first use (a test that needs no database starts none), stopped and removed when the
 * JVM ends. Each test class asks for a database of its own; the broker's topics are shared, so a
 * test either uses keys of its own or a broker of its own ({@link
 * dev.vireo.local.LocalKafka#start(java.nio.file.Path)}).
 *
 * <pre>{@code
 * var backends = TestBackends.shared();
 * DatabaseAccess database = backends.newDatabase("inventory");
 * Map.of(
 *     "kafka.bootstrap.servers", backends.bootstrapServers(),
 *     "quarkus.datasource.jdbc.url", database.jdbcUrl(),
 *     "quarkus.datasource.reactive.url", database.reactiveUrl(),
 *     "quarkus.datasource.username", database.user(),
 *     "quarkus.datasource.password", database.password());
 * }</pre>
 */
public final class TestBackends {

  private static final Logger LOG = LoggerFactory.getLogger(TestBackends.class);

  private final Backends backends;
  private final AtomicInteger databases = new AtomicInteger();
  private final ScratchFolder logs = ScratchFolder.create();
  private @Nullable RamcloudProcess ramcloud;

  private TestBackends(Backends backends) {
    this.backends = backends;
  }

  /** The one of this JVM. */
  public static TestBackends shared() {
    return Holder.SHARED;
  }

  /** What Kafka clients bootstrap from, {@code host:port}; starts the broker on first call. */
  public String bootstrapServers() {
    return backends.bootstrapServers();
  }

  /**
   * Where clients reach RAMCloud, {@code redis://HOST:PORT}; starts one master on first call, over
   * the broker. Its tables are shared, so a test uses keys of its own, or masters of its own: see
   * {@link RamcloudProcess}, which also says what a module needs for this.
   */
  public synchronized String ramcloud() {
    try {
      if (ramcloud == null) {
        ramcloud = RamcloudProcess.start(bootstrapServers(), logs.path(), Map.of());
      }
      return ramcloud.ready().url();
    } catch (IOException e) {
      throw new UncheckedIOException("RAMCloud cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while RAMCloud was started", e);
    }
  }

  private synchronized void close() {
    if (ramcloud != null) {
      ramcloud.kill();
    }
    logs.close();
    backends.close();
  }

  /**
   * A fresh database with one empty schema, named as the service, and the service's role.
   *
   * @param service such as {@code inventory}
   */
  public DatabaseAccess newDatabase(String service) {
    return backends.postgres().schema("test_" + databases.incrementAndGet(), service);
  }

  /** Adds the schema and role of another service to a database that {@link #newDatabase} made. */
  public DatabaseAccess addSchema(DatabaseAccess database, String service) {
    return backends.postgres().schema(database.database(), service);
  }

  private static final class Holder {
    static final TestBackends SHARED = start();

    private static TestBackends start() {
      var choice = BackendChoice.make();
      LOG.info("Kafka and PostgreSQL for tests: {}", choice.reason());
      var backends = choice.open();
      var shared = new TestBackends(backends);
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "test-backends-stop"));
      return shared;
    }
  }
}
