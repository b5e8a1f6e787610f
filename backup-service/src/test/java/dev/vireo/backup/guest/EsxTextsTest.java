package dev.vireo.backup.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What real hosts were seen to print, and files as they have them. */
class EsxTextsTest {

  private static final String DESCRIPTION =
      """
      # Disk DescriptorFile
      version=1
      CID=%3$s
      parentCID=ffffffff
      createType="vmfs"
      # Extent description
      RW %1$d VMFS "%2$s"
      ddb.thinProvisioned = "1"
      """;

  private static List<Guest> guests(String listed) throws HostRefused {
    return new Esx("VMware ESXi 8.0.2", true)
        .guests(
            new ScriptOutcome(
                List.of(
                    new StepResult(
                        "list", 0, listed, "", Duration.ZERO, StepResult.Decoding.EXACT)),
                List.of(),
                ScriptOutcome.Stop.END,
                "",
                Duration.ZERO));
  }

  @Test
  void machines_are_told_from_a_list_whose_columns_are_padded_and_whose_names_hold_anything()
      throws Exception {
    assertThat(
            guests(
                """
                Vmid          Name                                     File                                     Guest OS          Version   Annotation
                10     _solaris11.4cbe.50   [192.168.2.203_nvme_nfs] solaris11.4cbe/solaris11.4cbe.vmx   solaris11_64Guest        vmx-19             \s
                5      dummy delay          [local_datastore] dummy delay/dummy delay.vmx                otherLinuxGuest          vmx-20             \s
                36         VAPT_DUT-SCTP (REF-R2-18)               [datastore1] VAPT_REF_DUT/IPv6 Ref DUT 20.04.2.vmx   ubuntu64Guest     vmx-11
                135        LER_2 [old]                             [datastore1] LER2_New/LER_1.vmx                      otherLinux64Guest vmx-10    internal name mismatch, real disk is LER_1.vmdk
                and a second line of what is said of it
                """
                    .replace("\n", "\r\n")))
        .extracting(g -> g.id() + "|" + g.name())
        .containsExactly(
            "10|_solaris11.4cbe.50",
            "5|dummy delay",
            "36|VAPT_DUT-SCTP (REF-R2-18)",
            "135|LER_2 [old]");
  }

  private static EsxMachineFiles files(String vmx, Map<String, String> descriptions)
      throws HostRefused {
    StringBuilder printed = new StringBuilder();
    descriptions.forEach((path, text) -> printed.append("=== " + path + "\n" + text + "\n"));
    return EsxMachineFiles.of("/vmfs/volumes/ds 1/web/web.vmx\n" + vmx, printed.toString());
  }

  @Test
  void disks_of_one_name_in_two_folders_are_kept_apart_and_keep_their_names() throws Exception {
    EsxMachineFiles files =
        files(
            """
            .encoding = "UTF-8"
            scsi0:0.fileName = "web.vmdk"
            SCSI0:1.FileName = "/vmfs/volumes/big/web/web.vmdk"
            scsi0:2.fileName = "gone.vmdk"
            scsi0:2.present = "FALSE"
            ide1:0.fileName = "/vmfs/volumes/iso/linux.iso"
            nvram = "web.nvram"
            """,
            Map.of(
                "/vmfs/volumes/ds 1/web/web.vmdk",
                DESCRIPTION.formatted(2048, "web-flat.vmdk", "12345678"),
                "/vmfs/volumes/big/web/web.vmdk",
                DESCRIPTION.formatted(4096, "web-flat.vmdk", "87654321")));
    assertThat(files.settings())
        .containsEntry("disk.scsi0:0", "1048576 web.vmdk")
        .containsEntry("disk.scsi0:1", "2097152 scsi0-1/web.vmdk")
        .containsEntry("nvram", "web.nvram")
        .containsEntry("vmx", "web.vmx");
    assertThat(files.others())
        .containsSequence(
            "disk",
            "scsi0-1/web-flat.vmdk",
            "/vmfs/volumes/big/web/web-flat.vmdk",
            "/vmfs/volumes/big/web/web.vmdk",
            "2097152",
            "2");
    EsxFolder back = EsxFolder.of("/vmfs/volumes/ds/new", files.settings());
    assertThat(back.has("scsi0-1/web-flat.vmdk")).isTrue();
    assertThat(back.has("../other/web-flat.vmdk")).isFalse();
  }

  @Test
  void what_a_snapshot_does_not_hold_still_is_not_read() {
    String vmx = "scsi0:0.fileName = \"web.vmdk\"\n";
    String at = "/vmfs/volumes/ds 1/web/web.vmdk";
    String disk = DESCRIPTION.formatted(2048, "web-flat.vmdk", "12345678");
    assertThatThrownBy(
            () -> files(vmx + "scsi0:0.mode = \"independent-persistent\"\n", Map.of(at, disk)))
        .hasMessageContaining("independent");
    assertThatThrownBy(
            () -> files(vmx, Map.of(at, disk.replace("parentCID=ffffffff", "parentCID=12345678"))))
        .hasMessageContaining("runs on a snapshot")
        .isInstanceOfSatisfying(
            HostRefused.class, e -> assertThat(e.trouble()).isEqualTo(GuestTrouble.NOT_READ_SO));
    assertThatThrownBy(
            () -> files(vmx, Map.of(at, disk.replace("VMFS \"web-flat", "VMFSRDM \"web-rdm"))))
        .hasMessageContaining("VMFSRDM");
    assertThatThrownBy(() -> files(vmx, Map.of())).hasMessageContaining("does not describe");
    assertThatThrownBy(() -> files("displayName = \"web\"\n", Map.of()))
        .hasMessageContaining("names no disk");
    assertThatThrownBy(
            () -> EsxFolder.of("/vmfs/volumes/ds/new", Map.of("vmx", "../../etc/passwd")))
        .isInstanceOf(HostRefused.class);
  }

  @Test
  void datastores_are_told_by_their_labels_whatever_unit_they_are_counted_in() {
    assertThat(
            EsxDatastore.parse(
                """
                Filesystem          Bytes          Used     Available Use% Mounted on
                VMFS-6       499826819072  436313194496   63513624576  87% /vmfs/volumes/my store
                vfat            299712512     219414528      80297984  73% /vmfs/volumes/5f0c1a2d-f2c1
                NFS          107374182400    1073741824  106300440576   1% /vmfs/volumes/nfs1
                """))
        .containsExactly(
            new EsxDatastore("my store", 63_513_624_576L),
            new EsxDatastore("nfs1", 106_300_440_576L));
    assertThat(
            EsxDatastore.parse(
                """
                Filesystem           1k-blocks      Used Available Use% Mounted on
                VMFS-3               142606336   1024000 141582336   1% /vmfs/volumes/old
                """))
        .containsExactly(new EsxDatastore("old", 141_582_336L * 1024));
  }

  @Test
  void words_of_a_failure_tell_whether_there_was_no_room_or_no_snapshot() {
    assertThat(
            Holding.trouble(
                "lvcreate snapshot 'pve/snap' error:   Volume group \"pve\" has insufficient free space (0 extents)"))
        .contains(GuestTrouble.NO_ROOM_FOR_SNAPSHOT);
    assertThat(Holding.trouble("no snapshot after 3 s: Create Snapshot: Create snapshot failed"))
        .contains(GuestTrouble.NOT_HELD);
    assertThat(Holding.trouble("command 'tar cpf - ...' failed: exit code 2")).isEmpty();
  }
}
