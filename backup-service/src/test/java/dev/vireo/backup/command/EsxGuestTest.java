package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Virtual machines of simulated ESXi hosts, read by a snapshot and the shell's own programs. While
 * a machine runs without a snapshot, its disks' files cannot be opened there, as on a real host.
 */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class EsxGuestTest extends ServiceTest {

  private static final int ESX_4 = 1;
  private static final int HOST = 4;
  private static final int NEIGHBOUR = 5;
  private static final String FOLDER = EsxVm.FOLDER;
  private static final String NAME = "web server [old]";

  @Inject BackupStore store;
  @Inject CredentialProvider credentialProvider;

  private BackupChain chain;
  private @Nullable SimulatedLab started;
  private @Nullable EsxVm vm;

  @BeforeEach
  void begin() throws Exception {
    started =
        SimulatedLab.startEsx(
            bus(), credentials(), credentialProvider, Path.of(configured("vireo.known-hosts")));
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
    vm = EsxVm.start(lab(), HOST, NAME);
    bus().succeeds(chain.defineGuests(vm().source(), null, null, null, null));
  }

  @AfterEach
  void end() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  private SimulatedLab lab() {
    return Objects.requireNonNull(started, "before the test has begun");
  }

  private EsxVm vm() {
    return Objects.requireNonNull(vm, "before the test has begun");
  }

  private String printed(String... command) throws Exception {
    return BackupChain.printed(folder("chain"), command);
  }

  /** Room that a file takes on this machine's own disk, in KiB. */
  private long taken(Path file) throws Exception {
    return Long.parseLong(printed("du", "-k", file.toString()).split("\\s")[0]);
  }

  private String files() throws Exception {
    return lab().run(HOST, "ls " + FOLDER + "'" + NAME + "'");
  }

  @Test
  void a_machine_that_runs_comes_back_on_another_host_byte_for_byte_with_its_holes()
      throws Exception {
    String before = files();
    RestorePoint point = chain.run();
    assertThat(Objects.requireNonNull(point.guest()).format()).isEqualTo(GuestFormat.ESX);
    assertThat(point.warnings()).isEmpty();
    assertThat(vm().snapshots()).isEqualTo("Get Snapshot:");
    assertThat(files().replace("vm.vmsd\n", "")).isEqualTo(before);
    assertThat(lab().run(HOST, "vim-cmd vmsvc/power.getstate " + vm().id())).contains("Powered on");

    bus().succeeds(new RestoreGuest(point.point(), lab().host(NEIGHBOUR), "web-2", null));
    Path came = EsxVm.disk(lab(), NEIGHBOUR, "web-2");
    printed("cmp", vm().disk().toString(), came.toString());
    assertThat(taken(came)).as("holes are holes").isLessThan(8 << 10);
    assertThat(lab().run(NEIGHBOUR, "cat %1$sweb-2/web-2.vmx; ls -a %1$sweb-2".formatted(FOLDER)))
        .contains("displayName = \"web-2\"", "scsi0:0.fileName = \"disk.vmdk\"", "vm.nvram")
        .contains("uuid.action = \"create\"", "linux.iso")
        .doesNotContain("56 4d 01", "generatedAddress", "vireo-restoring", "vm.vmx");
    String id =
        lab().run(NEIGHBOUR, "vim-cmd vmsvc/getallvms | awk '$2 == \"web-2\" {print $1}'").strip();
    assertThat(lab().run(NEIGHBOUR, "vim-cmd vmsvc/power.getstate " + id)).contains("Powered off");
    lab().run(NEIGHBOUR, "vim-cmd vmsvc/power.on " + id);
    assertThat(
            bus()
                .fails(new RestoreGuest(point.point(), lab().host(NEIGHBOUR), "web-2", null))
                .message())
        .contains("a machine web-2 already");

    // Without Vireo: the archive is one that GNU tar knows.
    Path by = Files.createDirectories(folder("chain").resolve("by-hand"));
    printed(
        "sh",
        "-c",
        "restic -r %1$s/repository --password-file %1$s/password --no-cache dump %2$s /data.tar | tar -x -C %3$s"
            .formatted(folder("chain"), data(), by));
    printed("cmp", vm().disk().toString(), by.resolve("disk-flat.vmdk").toString());
    assertThat(taken(by.resolve("disk-flat.vmdk"))).isLessThan(8 << 10);
  }

  /** The snapshot with the data of the one restore point. */
  private String data() throws Exception {
    return store.points(chain.job()).getFirst().dataSnapshot();
  }

  @Tag("long")
  @Test
  void a_rehearsal_starts_a_machine_without_its_network_and_destroys_it() throws Exception {
    RestorePoint point = chain.run();
    String rehearsal = bus().give(new RehearseRestore(point.point(), lab().host(NEIGHBOUR), null));
    bus().succeeded(rehearsal);
    assertThat(bus().told(RestoreVerified.class, rehearsal).getFirst().started()).isTrue();
    assertThat(lab().run(NEIGHBOUR, "vim-cmd vmsvc/getallvms; ls " + FOLDER))
        .doesNotContain("rehearsal");
    assertThat(lab().told(NEIGHBOUR))
        .anyMatch(call -> call.startsWith("vim-cmd vmsvc/power.on"))
        .anyMatch(call -> call.startsWith("vim-cmd vmsvc/destroy"));
  }

  @Tag("long")
  @Test
  void a_reading_that_is_cut_half_way_leaves_no_restore_point_and_no_snapshot() throws Exception {
    byte[] noise = new byte[24 << 20];
    new Random(7).nextBytes(noise);
    vm().write(100L << 20, noise);
    bus().succeeds(chain.defineGuests(vm().source(), null, 1024, null, null));
    String run = bus().give(new RunBackup(chain.job(), null));
    for (int attempt = 1; attempt <= 2; attempt++) {
      Path delta = vm().delta(attempt);
      Conversation.until("snapshot " + attempt, () -> Files.exists(delta));
      lab().reboot(HOST);
    }
    bus().failed(run);
    assertThat(bus().told(BackupFailed.class, run))
        .extracting(BackupFailed::cause)
        .containsExactly(BackupFailureCause.CONNECTION_LOST);
    assertThat(bus().told(BackupLeftoverRemoved.class, run))
        .extracting(BackupLeftoverRemoved::guest)
        .containsOnly(vm().id());
    assertThat(vm().snapshots()).isEqualTo("Get Snapshot:");
    assertThat(store.points(chain.job())).isEmpty();
    assertThat(chain.snapshots()).isZero();
  }

  @Tag("long")
  @Test
  void a_sweep_takes_away_our_snapshots_and_halves_of_machines_and_nothing_else() throws Exception {
    String says = "'made by Vireo for a backup and removed after it'";
    lab()
        .run(
            HOST,
            "vim-cmd vmsvc/snapshot.create "
                + vm().id()
                + " vireo-backup-0badcafe "
                + says
                + " 0 0");
    lab().run(HOST, "vim-cmd vmsvc/snapshot.create " + vm().id() + " 'before the update' '' 0 0");
    lab()
        .run(
            HOST,
            "vim-cmd vmsvc/snapshot.create " + vm().id() + " vireo-backup-00000000 'by hand' 0 0");
    lab()
        .run(
            HOST,
            "mkdir %1$shalf %1$ssomebodys && : > %1$shalf/.vireo-restoring && : > %1$shalf/disk.vmdk"
                .formatted(FOLDER));
    assertThat(bus().fails(new RunBackup(chain.job(), null)).message())
        .as("one with snapshots of others is not read")
        .contains("has snapshots");
    String again = bus().give(new SweepBackupLeftovers(lab().host(HOST)));
    bus().succeeded(again);
    assertThat(vm().snapshots())
        .contains("before the update", "vireo-backup-00000000")
        .doesNotContain("0badcafe");
    assertThat(lab().run(HOST, "ls " + FOLDER)).contains("somebodys").doesNotContain("half");
    lab()
        .run(
            HOST,
            "vim-cmd vmsvc/power.off " + vm().id() + " && vim-cmd vmsvc/power.on " + vm().id());
    assertThat(bus().succeeds(new SweepBackupLeftovers(lab().host(HOST))))
        .containsEntry("removed", "0");
  }

  @Tag("long")
  @Test
  void what_cannot_be_read_by_a_snapshot_is_refused_and_said() throws Exception {
    Files.writeString(
        lab().file(HOST, FOLDER + NAME + "/vm.vmx"),
        "scsi0:0.mode = \"independent-persistent\"\n",
        StandardOpenOption.APPEND);
    assertThat(bus().fails(new RunBackup(chain.job(), null)).message()).contains("independent");
    bus().succeeds(chain.defineGuests("vm:" + lab().host(HOST) + ":4711", null, null, null, null));
    assertThat(bus().fails(new RunBackup(chain.job(), null)).result())
        .containsEntry("cause", "SOURCE_MISSING");
    bus().succeeds(chain.defineGuests("vm:" + lab().host(ESX_4) + ":1", null, null, null, null));
    assertThat(bus().fails(new RunBackup(chain.job(), null)).result())
        .containsEntry("cause", "HOST_TOOL");
    assertThat(store.points(chain.job())).isEmpty();
  }
}
