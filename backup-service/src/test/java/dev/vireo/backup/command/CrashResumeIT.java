package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.web.Certificate;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.CrashResume;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged service is ended, as by SIGKILL, in the middle of a run, of a removal and of a
 * restore, and started again. What came of it is asked of restic and of the files themselves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashResumeIT {

  @TempDir static Path folder;

  private static CrashResume crash;
  private static Conversation bus;
  private static SshMachine host;

  private BackupChain chain;
  private int tests;

  @BeforeAll
  static void start() throws Exception {
    BackupChain.needRestic();
    host = SshMachine.start(folder.resolve("host"));
    crash = CrashResume.start(folder, Domain.BACKUP);
    bus = crash.bus();
    host.register(bus, crash.credentials());
  }

  @AfterAll
  static void stop() throws Exception {
    if (crash != null) {
      crash.close();
      host.close();
    }
  }

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.start(bus, host, folder.resolve("chain" + tests++), crash.credentials());
  }

  @ParameterizedTest
  @ValueSource(strings = "after-data")
  void a_run_makes_one_restore_point_wherever_a_crash_stopped_it(String point) throws Exception {
    makesOne(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "before-data",
        "after-listing",
        "after-journal-begin",
        "completed",
        "before-publish#1",
        "after-publish#1",
        "before-outcome#1",
        "after-outcome#1",
        "after-journal-finish#1",
        "before-commit#1"
      })
  void a_run_makes_one_restore_point_wherever_else_a_crash_stopped_it(String point)
      throws Exception {
    makesOne(point);
  }

  /** restic takes the end of its input, which comes with the end of the service, for the whole. */
  @ParameterizedTest
  @ValueSource(strings = "sending#2")
  void a_run_that_is_killed_while_data_flows_makes_one_whole_point_and_no_half_one(String point)
      throws Exception {
    chain.noise("more.img", 6 << 20, 3);
    bus.succeeds(chain.defineJob(null, null, 2048));
    makesOne(point);
  }

  private void makesOne(String point) throws Exception {
    crash.at(point);
    String run = bus.give(new RunBackup(chain.job(), null));
    crash.resume();
    bus.succeeded(run);
    crash.requireOneOutcomeEach(run);
    assertThat(bus.told(BackupFailed.class, run)).isEmpty();
    List<BackupCompleted> completed = bus.told(BackupCompleted.class, run);
    assertThat(completed).hasSize(1);
    assertThat(chain.snapshots()).isEqualTo(2);
    bus.succeeds(new CheckDestination(chain.destination(), true));
    Path elsewhere = chain.folder().resolve("elsewhere");
    bus.succeeds(restore(completed.getFirst().restorePoint(), elsewhere));
    BackupChain.same(chain.tree(), elsewhere);
  }

  @ParameterizedTest
  @ValueSource(strings = "after-forget")
  void a_removal_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    RestorePoint first = chain.run();
    chain.write("etc/hosts", "changed");
    RestorePoint second = chain.run();
    bus.succeeds(chain.defineJob(null, "last=1", null));
    crash.at(point);
    String pruning = bus.give(new PruneRestorePoints(chain.job(), false));
    crash.resume();
    bus.succeeded(pruning);
    crash.requireOneOutcomeEach(pruning);
    assertThat(bus.told(RestorePointExpired.class, pruning))
        .extracting(RestorePointExpired::point)
        .containsExactly(first.point());
    assertThat(chain.snapshots()).isEqualTo(2);
    bus.succeeds(restore(second, chain.folder().resolve("elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(strings = "after-move")
  void a_restore_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    restoreGoesOn(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"unpacked", "before-placing", "before-move"})
  void a_restore_goes_on_wherever_a_crash_stopped_it(String point) throws Exception {
    restoreGoesOn(point);
  }

  private void restoreGoesOn(String point) throws Exception {
    RestorePoint made = chain.run();
    Path elsewhere = chain.folder().resolve("elsewhere");
    crash.at(point);
    String restoring = bus.give(restore(made, elsewhere));
    crash.resume();
    bus.succeeded(restoring);
    crash.requireOneOutcomeEach(restoring);
    BackupChain.same(chain.tree(), elsewhere);
    assertThat(chain.folder().toFile().list()).noneMatch(name -> name.contains("restore"));
  }

  /** Refusals lock accounts: whether the first login was one, nobody knows after the crash. */
  @ParameterizedTest
  @ValueSource(strings = "looked")
  void no_second_login_is_made_after_a_crash_between_a_login_and_its_outcome(String point)
      throws Exception {
    Certificate certificate = Certificate.at(null, InetAddress.getLoopbackAddress(), "localhost");
    String password = "appliance" + tests;
    try (Appliance appliance =
        new Appliance(
            InetAddress.getLoopbackAddress(),
            certificate,
            "LAB\\backup",
            "correct-horse",
            Appliance.Manner.good())) {
      String reference = BackupChain.reference(crash.credentials(), password, "correct-horse");
      crash.at(point);
      String looking =
          bus.give(
              new DiagnoseConnection(
                  "127.0.0.1:" + appliance.port(),
                  ConnectionKind.APPLIANCE,
                  List.of("here"),
                  "LAB\\backup",
                  reference,
                  null,
                  0,
                  certificate.fingerprint()));
      crash.resume();
      assertThat(bus.failed(looking).message()).contains("no login is repeated");
      crash.requireOneOutcomeEach(looking);
      assertThat(appliance.attempts()).isEqualTo(1);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"before-take-out", "after-take-out"})
  void a_repair_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    RestorePoint sound = chain.run();
    chain.noise("new.img", 3 << 20, 9);
    RestorePoint hurt = chain.run();
    Damage.ofWhatOnlyTheLastNeeds(chain, sound, hurt);
    crash.at(point);
    String repairing = bus.give(new RepairDestination(chain.destination()));
    crash.resume();
    assertThat(bus.succeeded(repairing)).containsEntry("mended", hurt.point());
    crash.requireOneOutcomeEach(repairing);
    bus.succeeds(restore(hurt, chain.folder().resolve("elsewhere")));
  }

  private static RestoreFiles restore(RestorePoint point, Path to) {
    return new RestoreFiles(point.point(), host.name(), to.toString(), List.of(), false);
  }
}
