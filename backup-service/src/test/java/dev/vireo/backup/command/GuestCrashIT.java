package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.PackagedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service is ended, as by SIGKILL, while it reads a guest: what its host had done for
 * the reading is undone, by the host's own program or by the service when it comes back, and the
 * run goes on to one whole point.
 */
@Tag("long")
class GuestCrashIT {

  private static final int HOST = 4;

  @TempDir Path folder;

  private PackagedService packaged;
  private SshMachine host;
  private SimulatedLab lab;
  private EsxVm vm;

  /** The command that was being done. */
  private record CutShort(String run, BackupChain chain) {}

  @BeforeEach
  void start() throws Exception {
    BackupChain.needRestic();
    packaged = PackagedService.in(folder, Domain.BACKUP);
    host = SshMachine.start(folder.resolve("host"));
    lab =
        SimulatedLab.startEsx(
            packaged.bus(),
            packaged.credentials(),
            Credentials.of(new CredentialFiles(List.of(packaged.credentials()))),
            folder.resolve("lab-known-hosts"));
    host.register(packaged.bus(), packaged.credentials());
    vm = EsxVm.start(lab, HOST, "web");
    byte[] noise = new byte[24 << 20];
    new Random(11).nextBytes(noise);
    vm.write(100L << 20, noise);
  }

  @AfterEach
  void stop() throws Exception {
    // Null where the one before it did not start.
    for (AutoCloseable each : Arrays.asList(lab, host, packaged)) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void a_snapshot_that_outlives_service_and_host_is_removed_when_the_service_is_back()
      throws Exception {
    CutShort cut = runUntilTheServiceHalts();
    // With the host its own program ends, which would have removed it.
    lab.reboot(HOST);
    assertThat(vm.snapshots()).as("nobody was there to remove it").contains("vireo-backup-");

    try (ServiceProcess service = packaged.start()) {
      packaged.bus().succeeded(cut.run());
      assertThat(packaged.bus().told(BackupLeftoverRemoved.class, cut.run()))
          .as(service.tail())
          .extracting(BackupLeftoverRemoved::guest)
          .containsExactly(vm.id());
      isOneWholePoint(cut.run(), cut.chain());
    }
  }

  @Test
  void a_host_that_is_left_alone_removes_the_snapshot_itself() throws Exception {
    CutShort cut = runUntilTheServiceHalts();
    Path delta = vm.delta(1);
    Conversation.until("no snapshot", () -> !Files.exists(delta));

    try (ServiceProcess service = packaged.start()) {
      packaged.bus().succeeded(cut.run());
      assertThat(packaged.bus().told(BackupLeftoverRemoved.class, cut.run()))
          .as(service.tail())
          .isEmpty();
      isOneWholePoint(cut.run(), cut.chain());
    }
  }

  private CutShort runUntilTheServiceHalts() throws Exception {
    Conversation bus = packaged.bus();
    try (ServiceProcess service = packaged.start("sending#6", "5s", Map.of())) {
      BackupChain chain =
          BackupChain.start(bus, host, folder.resolve("chain"), packaged.credentials());
      bus.succeeds(chain.defineGuests(vm.source(), null, 2048, null, null));
      String run = bus.give(new RunBackup(chain.job(), null));
      service.halts();
      return new CutShort(run, chain);
    }
  }

  private void isOneWholePoint(String run, BackupChain chain) throws Exception {
    Conversation bus = packaged.bus();
    assertThat(vm.snapshots()).isEqualTo("Get Snapshot:");
    assertThat(bus.told(BackupFailed.class, run)).isEmpty();
    assertThat(bus.told(BackupCompleted.class, run)).hasSize(1);
    assertThat(chain.snapshots()).isEqualTo(2);
    RestorePoint point = bus.told(BackupCompleted.class, run).getFirst().restorePoint();
    bus.succeeds(new RestoreGuest(point.point(), null, "web-2", null));
    BackupChain.printed(
        folder, "cmp", vm.disk().toString(), EsxVm.disk(lab, HOST, "web-2").toString());
  }
}
