package dev.vireo.backup.command;

import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real broker, a fresh database of a real PostgreSQL, and folders for credentials and state. */
public final class CommandPlatform implements QuarkusTestResourceLifecycleManager {

  private @Nullable Path folder;

  @Override
  public Map<String, String> start() {
    TestBackends backends = TestBackends.shared();
    DatabaseAccess database = backends.newDatabase("backup");
    Map<String, String> configuration = new HashMap<>();
    configuration.put("kafka.bootstrap.servers", backends.bootstrapServers());
    configuration.put(
        "vireo.db.address", database.host() + ":" + database.port() + "/" + database.database());
    configuration.put("vireo.db.schema", database.schema());
    configuration.put("quarkus.datasource.username", database.user());
    configuration.put("quarkus.datasource.password", database.password());
    configuration.put("vireo.backup.look-every", "24h");
    configuration.put("vireo.backup.retry-pause", "100ms");
    // Whoever runs the tests may have one.
    configuration.put("VAULT_ADDR", "");
    try {
      folder = Files.createTempDirectory("vireo-backup");
      configuration.put(
          "vireo.credentials-dir", Files.createDirectory(folder.resolve("credentials")).toString());
      configuration.put(
          "vireo.scripts-dir", Files.createDirectory(folder.resolve("scripts")).toString());
      configuration.put("vireo.state-dir", folder.resolve("state").toString());
      configuration.put("vireo.known-hosts", folder.resolve("known_hosts").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }

  @Override
  public void stop() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
