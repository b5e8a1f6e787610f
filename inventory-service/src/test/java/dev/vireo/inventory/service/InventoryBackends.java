package dev.vireo.inventory.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real broker, a database of its own, and a folder of credentials for one run of the service.
 */
public class InventoryBackends implements QuarkusTestResourceLifecycleManager {

  /** Name of the file that holds the hosts' password. */
  static final String PASSWORD_FILE = "esx.password";

  /** Name of a file that holds another password. */
  static final String WRONG_FILE = "wrong.password";

  private @Nullable Path folder;

  @Override
  public Map<String, String> start() {
    TestBackends backends = TestBackends.shared();
    DatabaseAccess database = backends.newDatabase("inventory");
    Map<String, String> configuration = new HashMap<>();
    configuration.put("kafka.bootstrap.servers", backends.bootstrapServers());
    configuration.put("vireo.db.schema", database.schema());
    configuration.put("quarkus.datasource.username", database.user());
    configuration.put("quarkus.datasource.password", database.password());
    configuration.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    configuration.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    try {
      folder =
          Files.createTempDirectory(
              "vireo-inventory",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path credentials = Files.createDirectory(folder.resolve("credentials"));
      write(credentials.resolve(PASSWORD_FILE), HostOverSsh.PASSWORD);
      write(credentials.resolve(WRONG_FILE), "not " + HostOverSsh.PASSWORD);
      configuration.put("vireo.credentials-dir", credentials.toString());
      configuration.put("vireo.known-hosts", folder.resolve("known_hosts").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }

  /** Writes a secret as the service demands it: readable by its owner only. */
  static void write(Path file, String secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n", UTF_8);
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
