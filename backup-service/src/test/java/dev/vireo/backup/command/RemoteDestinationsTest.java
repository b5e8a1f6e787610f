package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.outcome.CommandFailed;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Destinations behind servers that others made: restic's own protocol, and S3. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class RemoteDestinationsTest extends ServiceTest {

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.started(bus(), host(), folder("chain"), credentials());
  }

  @Test
  void a_server_of_restics_protocol_keeps_what_comes_back_and_lets_nobody_else_in()
      throws Exception {
    try (ForeignServer server = ForeignServer.rest(folder("rest"))) {
      String url = "rest:http://127.0.0.1:" + server.port() + "/vault";
      strangersAreRefused(url);
      RestorePoint point = kept(url);
      bus().succeeds(new RehearseRestore(point.point(), null, null));
    }
  }

  @Tag("long")
  @Test
  void a_server_of_s3_keeps_what_comes_back_and_lets_nobody_else_in() throws Exception {
    try (ForeignServer server = ForeignServer.s3(folder("s3"))) {
      wholeLife("s3:http://127.0.0.1:" + server.port() + "/vault");
    }
  }

  @Tag("long")
  @Test
  void a_server_of_restics_protocol_serves_for_a_destinations_whole_life() throws Exception {
    try (ForeignServer server = ForeignServer.rest(folder("rest"))) {
      wholeLife("rest:http://127.0.0.1:" + server.port() + "/vault");
    }
  }

  private void wholeLife(String url) throws Exception {
    strangersAreRefused(url);
    RestorePoint first = kept(url);
    chain.write("etc/hosts", "changed");
    RestorePoint second = chain.run(chain.job());
    bus().succeeds(new CheckDestination(chain.destination(), true));
    Path elsewhere = folder("elsewhere");
    bus()
        .succeeds(
            new RestoreFiles(
                second.point(), host().name(), elsewhere.toString(), List.of(), false));
    BackupChain.same(chain.tree(), elsewhere);
    bus().succeeds(job("last=1"));
    assertThat(bus().succeeds(new PruneRestorePoints(chain.job(), false)))
        .containsEntry("points", first.point());
    assertThat(bus().succeeds(new ImportDestination(chain.destination())))
        .containsEntry("points", "1");
  }

  private RestorePoint kept(String url) throws Exception {
    bus().succeeds(destination(chain.destination(), url, ForeignServer.SECRET));
    bus().succeeds(new InitDestination(chain.destination()));
    bus().succeeds(job(null));
    return chain.run();
  }

  /** A wrong key is no missing repository: whoever is told so would make one. */
  private void strangersAreRefused(String url) throws Exception {
    String strange = chain.destination() + "-strange";
    bus().succeeds(destination(strange, url, "wrong"));
    CommandFailed failed = bus().fails(new InitDestination(strange));
    assertThat(failed.result()).containsEntry("cause", "DESTINATION_REFUSED");
    assertThat(failed.message()).doesNotContain("wrong", ForeignServer.SECRET);
  }

  private DefineBackupDestination destination(String name, String url, String secret)
      throws Exception {
    return new DefineBackupDestination(
        name,
        url,
        chain.define(name, url, "password").password(),
        BackupChain.reference(credentials(), name + ".user", ForeignServer.USER),
        BackupChain.reference(credentials(), name + ".secret", secret),
        null,
        null,
        null,
        null);
  }

  private DefineBackupJob job(@Nullable String retention) {
    return chain.defineJob(null, retention, null);
  }
}
