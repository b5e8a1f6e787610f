package dev.vireo.multipath.projection;

import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.LocalKafka;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker of the test's own, whose topics it may spoil. */
public final class OwnPlatform implements QuarkusTestResourceLifecycleManager {

  private @Nullable Path folder;
  private @Nullable LocalKafka kafka;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("vireo-own-kafka");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kafka = LocalKafka.start(folder.resolve("kafka"));
    DatabaseAccess database = TestBackends.shared().newDatabase("multipath");
    return Map.of(
        "kafka.bootstrap.servers", kafka.bootstrapServers(),
        "vireo.db.address", database.host() + ":" + database.port() + "/" + database.database(),
        "vireo.db.schema", database.schema(),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password());
  }

  @Override
  public void stop() {
    Objects.requireNonNull(kafka, "it was started").close();
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder, "it was started"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
