package dev.vireo.testing;

import dev.vireo.bus.Domain;
import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.FileTree;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service that runs inside its tests stands on: the real broker, a fresh database of a real
 * PostgreSQL, and a folder of credentials. Each service has one of its own, which says what else it
 * is told; nothing shall be begun by itself, for tests say when.
 */
public abstract class ServicePlatform implements QuarkusTestResourceLifecycleManager {

  private final Domain domain;
  private @Nullable Path folder;

  /** For the service of a domain. */
  protected ServicePlatform(Domain domain) {
    this.domain = domain;
  }

  /**
   * Adds what only this service is told, or tells it otherwise.
   *
   * @param configuration by property or variable
   * @param scratch for the tests; removed after them
   */
  protected void configure(Map<String, String> configuration, Path scratch) throws IOException {}

  /**
   * Where the broker is: the one that all tests of this JVM share.
   *
   * @param scratch for one of the tests' own; removed after them
   */
  protected String bootstrapServers(Path scratch) {
    return TestBackends.shared().bootstrapServers();
  }

  @Override
  public final Map<String, String> start() {
    DatabaseAccess database = TestBackends.shared().newDatabase(domain.word());
    Map<String, String> configuration = new HashMap<>();
    configuration.put(
        "vireo.db.address", database.host() + ":" + database.port() + "/" + database.database());
    configuration.put("vireo.db.schema", database.schema());
    configuration.put("quarkus.datasource.username", database.user());
    configuration.put("quarkus.datasource.password", database.password());
    // Whoever runs the tests may have one.
    configuration.put("VAULT_ADDR", "");
    try {
      Path scratch = Files.createTempDirectory("vireo-" + domain.word());
      folder = scratch;
      configuration.put("kafka.bootstrap.servers", bootstrapServers(scratch));
      configuration.put(
          "vireo.credentials-dir",
          Files.createDirectory(scratch.resolve("credentials")).toString());
      configuration.put("vireo.known-hosts", scratch.resolve("known_hosts").toString());
      configure(configuration, scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }

  @Override
  public void stop() {
    // The broker and the database end with the JVM, which other test classes share.
    if (folder == null) {
      return;
    }
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
