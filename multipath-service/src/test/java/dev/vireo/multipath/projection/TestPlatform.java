package dev.vireo.multipath.projection;

import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker and a fresh database of a real PostgreSQL for the service under test. */
public final class TestPlatform implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    TestBackends backends = TestBackends.shared();
    DatabaseAccess database = backends.newDatabase("multipath");
    return Map.of(
        "kafka.bootstrap.servers", backends.bootstrapServers(),
        "vireo.db.address", database.host() + ":" + database.port() + "/" + database.database(),
        "vireo.db.schema", database.schema(),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password());
  }

  @Override
  public void stop() {
    // the broker and the database end with the JVM, which other test classes share
  }
}
