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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service is ended, as by SIGKILL, while it reads a guest: what its host had done for
 * the reading is undone when the service comes back, and the run goes on to one whole point.
 */
@Tag("long")
class GuestCrashIT {

  private static final int HOST = 4;

  @TempDir Path folder;

  @Test
  void a_machine_that_was_being_read_has_no_snapshot_left_and_one_whole_point() throws Exception {
    BackupChain.needRestic();
    try (PackagedService packaged = PackagedService.in(folder, Domain.BACKUP);
        SshMachine host = SshMachine.start(folder.resolve("host"));
        SimulatedLab lab =
            SimulatedLab.startEsx(
                packaged.bus(),
                packaged.credentials(),
                Credentials.of(new CredentialFiles(List.of(packaged.credentials()))),
                folder.resolve("lab-known-hosts"))) {
      Conversation bus = packaged.bus();
      host.register(bus, packaged.credentials());
      EsxVm vm = EsxVm.start(lab, HOST, "web");
      byte[] noise = new byte[24 << 20];
      new Random(11).nextBytes(noise);
      vm.write(100L << 20, noise);
      String run;
      BackupChain chain;
      try (ServiceProcess service = packaged.start("sending#6", "5s", Map.of())) {
        chain = BackupChain.start(bus, host, folder.resolve("chain"), packaged.credentials());
        bus.succeeds(chain.defineGuests(vm.source(), null, 2048, null, null));
        run = bus.give(new RunBackup(chain.job(), null));
        service.halts();
      }
      assertThat(vm.snapshots()).as("nobody was there to remove it").contains("vireo-backup-");

      try (ServiceProcess service = packaged.start()) {
        bus.succeeded(run);
        assertThat(bus.told(BackupLeftoverRemoved.class, run))
            .as(service.tail())
            .extracting(BackupLeftoverRemoved::guest)
            .containsExactly(vm.id());
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
  }
}
