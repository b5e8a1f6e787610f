package dev.vireo.local.testing;

import dev.vireo.local.LocalKafka;
import dev.vireo.local.LocalPostgres;
import dev.vireo.local.PostgresAdmin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The broker in this JVM, PostgreSQL as its child process. */
final class EmbeddedBackends implements Backends {

  private final ScratchFolder scratch = ScratchFolder.create();
  private @Nullable LocalKafka kafka;
  private @Nullable LocalPostgres postgres;

  @Override
  public synchronized String bootstrapServers() {
    if (kafka == null) {
      kafka = LocalKafka.start(scratch.path().resolve("kafka"));
    }
    return kafka.bootstrapServers();
  }

  @Override
  public synchronized PostgresAdmin postgres() {
    if (postgres == null) {
      postgres = startPostgres(scratch.path());
    }
    return postgres.admin();
  }

  @Override
  public synchronized void close() {
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    scratch.close();
  }

  private static LocalPostgres startPostgres(Path home) {
    return LocalPostgres.start(
        new LocalPostgres.Settings(
            home,
            ScratchFolder.sharedByThisUser(),
            home.resolve("postgres.log"),
            0,
            LocalPostgres.Durability.NONE));
  }
}
