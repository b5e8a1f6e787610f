package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.container.Pace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guests of simulated hosts of Proxmox VE 8 and 3.4, read by {@code vzdump} over SSH and brought
 * back by {@code pct restore}, {@code vzrestore} and {@code qmrestore} from a stream.
 */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class PveGuestTest extends ServiceTest {

  private static final int OPENVZ = 1;
  private static final int PVE3 = 2;
  private static final int PVE8 = 3;
  private static final int NEIGHBOUR = 4;
  private static final String DISK = "/var/lib/vz/images/%1$d/vm-%1$d-disk-0.raw";

  @Inject BackupStore store;
  @Inject CredentialProvider credentialProvider;

  private BackupChain chain;
  private @Nullable SimulatedLab started;

  @BeforeEach
  void begin() throws Exception {
    started =
        SimulatedLab.start(
            new ContainerOptions(1, 1, 2, Pace.NONE),
            bus(),
            credentials(),
            credentialProvider,
            Path.of(configured("vireo.known-hosts")));
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
    lab()
        .run(
            PVE8,
            "pct create 101 local:vztmpl/$(ls /var/lib/vz/template/cache | grep debian-12)"
                + " --hostname web --net0 name=eth0,bridge=vmbr0,ip=10.20.6.1/16"
                + " --rootfs local:4 --onboot 1 && pct start 101 && qm create 200 --name db"
                + " --memory 512 --scsi0 local:1 --net0 virtio,bridge=vmbr0 && qm start 200");
    try (RandomAccessFile disk = new RandomAccessFile(disk(PVE8, 200).toFile(), "rw")) {
      disk.seek(700L << 20);
      disk.write("deep in the disk".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
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

  private Path disk(int host, int id) {
    return lab().file(host, DISK.formatted(id));
  }

  private RestorePoint taken(String source, @Nullable GuestMode mode) throws Exception {
    bus().succeeds(chain.defineGuests(source, mode, null, null, null));
    return chain.run();
  }

  private String source(String kind, int id) {
    return kind + ":" + lab().host(PVE8) + ":" + id;
  }

  @Test
  void a_container_of_pve_8_comes_back_on_another_host_with_all_of_its_files() throws Exception {
    Files.writeString(lab().file(PVE8, "/var/lib/lxc/101/rootfs/etc/motd"), "what was there\n");
    RestorePoint point = taken(source("container", 101), null);
    assertThat(Objects.requireNonNull(point.guest()).format()).isEqualTo(GuestFormat.VZDUMP_LXC);
    assertThat(point.warnings())
        .as("its storage takes no snapshots, and vzdump says what it does instead")
        .anyMatch(w -> w.contains("trying 'suspend' mode instead"));
    assertThat(lab().run(PVE8, "pct status 101")).contains("running");
    assertThat(lab().run(PVE8, "pct config 101")).doesNotContain("lock");

    assertThat(bus().fails(new RestoreGuest(point.point(), null, "200", null)).message())
        .contains("a guest 200 already");
    bus().succeeds(new RestoreGuest(point.point(), lab().host(NEIGHBOUR), "301", null));
    assertThat(lab().file(NEIGHBOUR, "/var/lib/lxc/301/rootfs/etc/motd"))
        .hasContent("what was there\n");
    assertThat(lab().run(NEIGHBOUR, "pct config 301"))
        .contains("hostname: web", "onboot: 0", "size=4G");
    assertThat(lab().run(NEIGHBOUR, "pct status 301")).contains("stopped");
    assertThat(lab().told(NEIGHBOUR)).contains("pct restore 301 - --rootfs local:4 --unique 1");
    lab().run(NEIGHBOUR, "pct start 301");
  }

  @Test
  void a_machine_comes_back_with_its_disk_and_its_holes_and_a_rehearsal_starts_it()
      throws Exception {
    RestorePoint point = taken(source("vm", 200), GuestMode.SNAPSHOT);
    assertThat(Objects.requireNonNull(point.guest()).format()).isEqualTo(GuestFormat.VZDUMP_QEMU);
    assertThat(point.bytes()).as("holes are not sent").isLessThan(10 << 20);
    bus().succeeds(new RestoreGuest(point.point(), null, "201", null));
    BackupChain.printed(
        folder("chain"), "cmp", disk(PVE8, 200).toString(), disk(PVE8, 201).toString());
    assertThat(lab().run(PVE8, "qm config 201")).contains("name: db", "net0", "onboot: 0");

    String rehearsal = bus().give(new RehearseRestore(point.point(), lab().host(PVE8), null));
    bus().succeeded(rehearsal);
    assertThat(bus().told(RestoreVerified.class, rehearsal).getFirst().started()).isTrue();
    assertThat(lab().run(PVE8, "qm list; ls /var/lib/vireo-backup"))
        .doesNotContain("99")
        .doesNotContain("rehearsal");
    assertThat(lab().told(PVE8)).anyMatch(c -> c.matches("qm set 99[0-9]{7} --delete net0"));
  }

  @Tag("long")
  @Test
  void containers_and_machines_of_pve_3_come_back_too() throws Exception {
    lab()
        .run(
            PVE3,
            "vzctl create 101 --ostemplate $(ls /var/lib/vz/template/cache | head -n 1 | sed"
                + " 's/.tar.gz//') && vzctl set 101 --hostname old --ipadd 10.20.7.1 --onboot yes"
                + " --save && vzctl start 101");
    Files.writeString(lab().file(PVE3, "/var/lib/vz/private/101/etc/motd"), "what was there\n");
    RestorePoint point = taken("container:" + lab().host(PVE3) + ":101", GuestMode.STOP);
    assertThat(Objects.requireNonNull(point.guest()).format()).isEqualTo(GuestFormat.VZDUMP_OPENVZ);
    assertThat(lab().run(PVE3, "vzctl status 101")).contains("running");
    bus().succeeds(new RestoreGuest(point.point(), null, "102", null));
    assertThat(lab().file(PVE3, "/var/lib/vz/private/102/etc/motd")).hasContent("what was there\n");
    assertThat(lab().run(PVE3, "vzlist -a -H -o ctid,status 102")).contains("stopped");
    assertThat(
            bus().fails(new RestoreGuest(point.point(), lab().host(PVE8), "103", null)).message())
        .contains("VZDUMP_OPENVZ");
  }

  @Tag("long")
  @Test
  void a_container_of_openvz_without_vzdump_comes_back_by_tar() throws Exception {
    lab()
        .run(
            OPENVZ,
            "vzctl create 101 --ostemplate centos-5-standard_5.2-1_i386 && vzctl set 101"
                + " --hostname old --ipadd 10.20.8.1 --onboot yes --save && vzctl start 101");
    Files.writeString(lab().file(OPENVZ, "/var/lib/vz/private/101/etc/motd"), "what was there\n");
    assertThat(bus().fails(snapshotOf("container:" + lab().host(OPENVZ) + ":101")).message())
        .contains("takes no snapshot");
    RestorePoint point = taken("container:" + lab().host(OPENVZ) + ":101", GuestMode.STOP);
    assertThat(Objects.requireNonNull(point.guest()).format()).isEqualTo(GuestFormat.OPENVZ);
    assertThat(lab().run(OPENVZ, "vzctl status 101")).contains("running");
    bus().succeeds(new RestoreGuest(point.point(), null, "102", null));
    assertThat(lab().file(OPENVZ, "/var/lib/vz/private/102/etc/motd"))
        .hasContent("what was there\n");
    assertThat(lab().run(OPENVZ, "cat /etc/vz/conf/102.conf; vzlist -a -H -o ctid,status"))
        .contains("HOSTNAME=\"old\"", "ONBOOT=\"no\"")
        .containsPattern("102 +stopped");
    assertThat(lab().run(OPENVZ, "ls -a /var/lib/vz/private /var/lib/vireo-backup"))
        .doesNotContain("vireo-restoring", "container-101");
    bus().succeeds(new RehearseRestore(point.point(), lab().host(OPENVZ), null));
    assertThat(lab().run(OPENVZ, "vzlist -a -H -o ctid")).doesNotContain("99");
  }

  private RunBackup snapshotOf(String source) throws Exception {
    bus().succeeds(chain.defineGuests(source, GuestMode.SNAPSHOT, null, null, null));
    return new RunBackup(chain.job(), null);
  }

  @Test
  void a_guest_that_somebody_else_holds_is_said_to_be_locked_and_stays_so() throws Exception {
    lab().inject("lock-held", PVE8, ":101");
    bus().succeeds(chain.defineGuests(source("container", 101), null, null, null, null));
    String run = bus().give(new RunBackup(chain.job(), null));
    assertThat(bus().failed(run).result()).containsEntry("cause", "BUSY");
    assertThat(bus().told(BackupFailed.class, run).getFirst().attempts()).isEqualTo(2);
    assertThat(bus().succeeds(new SweepBackupLeftovers(lab().host(PVE8))))
        .as("a lock that is not ours is not touched")
        .containsEntry("removed", "0");
    assertThat(lab().run(PVE8, "pct config 101")).contains("lock: backup");
    lab().clear("lock-held", PVE8);
    chain.run();
  }

  @Tag("long")
  @Test
  void a_host_that_goes_off_in_the_middle_leaves_a_lock_that_the_next_run_takes_away()
      throws Exception {
    lab().inject("power-off", PVE8, ":vzdump");
    bus().succeeds(chain.defineGuests(source("container", 101), null, null, null, null));
    String run = bus().give(new RunBackup(chain.job(), null));
    bus().failed(run);
    assertThat(bus().told(BackupFailed.class, run))
        .extracting(BackupFailed::cause)
        .containsAnyOf(BackupFailureCause.CONNECTION_LOST, BackupFailureCause.HOST_UNREACHABLE);
    lab().clear("power-off", PVE8);
    assertThat(lab().run(PVE8, "pct config 101")).contains("lock: backup");

    String next = bus().give(new RunBackup(chain.job(), null));
    bus().succeeded(next);
    assertThat(bus().told(BackupLeftoverRemoved.class, next))
        .extracting(BackupLeftoverRemoved::guest)
        .containsExactly("101");
    assertThat(lab().run(PVE8, "pct config 101; ls /var/lib/vireo-backup"))
        .doesNotContain("lock")
        .doesNotContain("container-101");
    assertThat(store.points(chain.job())).hasSize(1);
  }

  @Tag("long")
  @Test
  void a_selector_takes_guests_of_both_kinds_by_number_and_name() throws Exception {
    bus()
        .succeeds(
            chain.defineGuests(
                "guest:name=" + lab().host(PVE8) + " and (vmid=200 or guest~'we?')",
                null,
                null,
                null,
                null));
    String run = bus().give(new RunBackup(chain.job(), null));
    assertThat(bus().succeeded(run)).containsEntry("made", "2").containsEntry("guests", "2");
    assertThat(store.points(chain.job()))
        .extracting(p -> p.source())
        .containsExactlyInAnyOrderElementsOf(List.of(source("container", 101), source("vm", 200)));
  }
}
