package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Destinations that fill up, go away, or lie in what is backed up. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class DestinationFaultsTest extends ServiceTest {

  @Inject BackupStore store;

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.started(bus(), host(), folder("chain"), credentials());
  }

  private static boolean mounted(Path on, String options) throws Exception {
    return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", on.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Tag("long")
  @Test
  void a_destination_that_fills_up_fails_the_run_and_takes_the_next_one_when_there_is_room()
      throws Exception {
    Path small = Files.createDirectories(chain.repository());
    assumeTrue(
        mounted(small, "size=8m"),
        "rule needs-mount: this test fills a file system of its own, which only root may mount");
    try {
      chain.noise("more.img", 12 << 20, 3);
      bus().succeeds(chain.define(chain.destination(), small.toString(), "password"));
      bus().succeeds(new InitDestination(chain.destination()));
      bus().succeeds(chain.defineJob(null, null, null));
      String run = bus().give(new RunBackup(chain.job(), null));
      assertThat(bus().failed(run).result()).containsEntry("cause", "DESTINATION_FULL");
      assertThat(store.points(chain.job())).isEmpty();

      BackupChain.printed(chain.folder(), "mount", "-o", "remount,size=64m", small.toString());
      chain.run();
      bus().succeeds(new CheckDestination(chain.destination(), true));
    } finally {
      BackupChain.printed(chain.folder(), "umount", "-l", small.toString());
    }
  }

  @Tag("long")
  @Test
  void a_destination_that_is_away_for_a_while_in_the_middle_is_waited_for() throws Exception {
    try (ForeignServer server = ForeignServer.rest(folder("rest"))) {
      behind(server);
      String run = underWay();
      server.restart();
      bus().succeeded(run);
      assertThat(bus().told(BackupCompleted.class, run)).hasSize(1);
      bus().succeeds(new CheckDestination(chain.destination(), true));
    }
  }

  @Test
  void a_folder_that_has_its_own_destination_in_it_is_not_backed_up_into_itself() throws Exception {
    bus().succeeds(chain.define(chain.destination(), chain.repository().toString(), "password"));
    bus().succeeds(new InitDestination(chain.destination()));
    DefineBackupJob job = chain.defineJob(null, null, null);
    bus()
        .succeeds(
            new DefineBackupJob(
                job.job(),
                job.destination(),
                "dir:" + host().name() + ":" + chain.folder(),
                null,
                null,
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                null));
    String run = bus().give(new RunBackup(job.job(), null));
    assertThat(bus().failed(run).message()).contains("its own destination", chain.destination());
    assertThat(chain.snapshots()).isZero();
  }

  private void behind(ForeignServer server) throws Exception {
    chain.noise("more.img", 8 << 20, 3);
    String name = chain.destination();
    bus()
        .succeeds(
            new DefineBackupDestination(
                name,
                "rest:http://127.0.0.1:" + server.port() + "/vault",
                chain.define(name, "/unused", "password").password(),
                BackupChain.reference(credentials(), name + ".user", ForeignServer.USER),
                BackupChain.reference(credentials(), name + ".secret", ForeignServer.SECRET),
                null,
                null,
                null,
                null));
    bus().succeeds(new InitDestination(name));
    bus().succeeds(chain.defineJob(null, null, 2048));
  }

  private String underWay() throws InterruptedException {
    String run = bus().give(new RunBackup(chain.job(), null));
    Conversation.until("tar on the host", () -> !host().programs().isEmpty());
    return run;
  }
}
