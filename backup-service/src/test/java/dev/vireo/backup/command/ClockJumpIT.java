package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.PackagedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service by a clock that jumped ahead, and then by the right one again. */
@Tag("long")
class ClockJumpIT {

  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  /** More than restic takes a lock for living; less than the hour that Kafka bears of a record. */
  private static final Map<String, String> AHEAD =
      Map.of(
          "LD_PRELOAD", FAKETIME.toString(),
          "FAKETIME", "+45m",
          "FAKETIME_DONT_FAKE_MONOTONIC", "1");

  @TempDir Path folder;

  @Test
  void no_lock_of_who_lives_is_broken_and_points_are_made_before_and_after() throws Exception {
    assumeTrue(
        Files.exists(FAKETIME),
        "rule needs-faketime: this test runs the service by another clock, and there is no "
            + FAKETIME);
    BackupChain.needRestic();
    Process other = null;
    try (PackagedService packaged = PackagedService.in(folder, Domain.BACKUP);
        SshMachine host = SshMachine.start(folder.resolve("host"))) {
      Conversation bus = packaged.bus();
      host.register(bus, packaged.credentials());
      BackupChain chain;
      try (ServiceProcess service = packaged.start()) {
        chain = BackupChain.start(bus, host, folder.resolve("chain"), packaged.credentials());
        chain.run();
      }
      other = living(chain);
      try (ServiceProcess service = packaged.start("", "5s", AHEAD)) {
        assertThat(bus.fails(new CheckDestination(chain.destination(), true)).result())
            .as(service.tail())
            .containsEntry("cause", "DESTINATION_LOCKED");
        assertThat(chain.restic("list", "locks", "--no-lock")).isNotBlank();
        RestorePoint early = chain.run();
        assertThat(early.at()).isAfter(Instant.now().plus(Duration.ofMinutes(30)));
      }
      other.outputWriter().close();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      try (ServiceProcess service = packaged.start()) {
        assertThat(chain.run().at()).as(service.tail()).isBefore(Instant.now());
        bus.succeeds(new CheckDestination(chain.destination(), true));
      }
    } finally {
      if (other != null) {
        other.destroyForcibly();
      }
    }
  }

  /** Somebody else's restic that stores into the repository, and waits for its input. */
  private static Process living(BackupChain chain) throws Exception {
    Process other =
        new ProcessBuilder(
                List.of(
                    "restic",
                    "-r",
                    chain.repository().toString(),
                    "--password-file",
                    chain.folder().resolve("password").toString(),
                    "--no-cache",
                    "backup",
                    "--stdin"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path locks = chain.repository().resolve("locks");
    Conversation.until(
        "its lock",
        () -> {
          String[] names = locks.toFile().list();
          return names != null && names.length > 0;
        });
    return other;
  }
}
