package dev.vireo.backup.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts by the real BusyBox, whose shell and programs an ESX host has. {@code vim-cmd} and
 * {@code vmkfstools}, which are VMware's own, are stood for by scripts.
 */
class EsxScriptsTest {

  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
  private static final int DISK = (3 << 20) + 512;

  @TempDir Path folder;

  @BeforeEach
  void programs() throws IOException {
    assumeTrue(
        Files.isExecutable(BUSYBOX),
        "rule needs-busybox: this test runs what ESX hosts are told by the real BusyBox, and there"
            + " is none");
    for (String applet :
        List.of("awk", "cat", "dd", "grep", "head", "mv", "rm", "sed", "sleep", "tr", "wc")) {
      Files.createSymbolicLink(folder.resolve(applet), BUSYBOX);
    }
    program(
        "vim-cmd",
        """
        echo "$*" >> %1$s/calls
        case $1 in
        vmsvc/snapshot.get)
        echo 'Get Snapshot:'
        [ ! -f %1$s/snapped ] || printf '|-ROOT\\r\\n--Snapshot Name        : vireo-backup-0badcafe\\r\\n--Snapshot Id        : 7\\r\\n' ;;
        vmsvc/snapshot.create) echo 'Create Snapshot:'; : > %1$s/snapped ;;
        vmsvc/snapshot.remove) [ "$3" = 7 ] && echo 'Remove Snapshot:' && rm %1$s/snapped ;;
        esac
        """);
    program(
        "vmkfstools",
        """
        printf 'Mapping for file %%s (%2$d bytes in size):\\n' "$2"
        echo '[           0:      1048576] --> [VMFS -- LVID:a/b/1:(    4294967296 -->     4296015872)]'
        echo '[     1048576:      1048576] --> [NOMP -- :(             0 -->        1048576)]'
        echo '[     2097152:      1049088] --> [VMFS -- LVID:a/b/1:(    4296015872 -->     4297064960)]'
        """);
    byte[] disk = new byte[DISK];
    Arrays.fill(disk, (byte) 'x');
    Files.write(folder.resolve("disk-flat.vmdk"), disk);
    Files.writeString(folder.resolve("vm.vmx"), "displayName = \"web\"\n");
  }

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!" + BUSYBOX + " sh\n" + text.formatted(folder, DISK));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Process begin(String script, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(BUSYBOX.toString(), "sh", "-c", script, "vireo-hold"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("PATH", folder.toString());
    return builder.redirectError(folder.resolve("errors").toFile()).start();
  }

  private Process reading(String data) throws IOException {
    return begin(
        EsxScripts.READ,
        ("5 vireo-backup-0badcafe says 3 file vm.vmx vm.vmx disk disk-flat.vmdk "
                + data
                + " disk.vmdk "
                + DISK
                + " 4 file disk.vmdk vm.vmx")
            .split(" "));
  }

  @Test
  void a_machine_is_printed_without_the_holes_of_its_disk_and_its_snapshot_is_removed()
      throws Exception {
    Process reading = reading("disk-flat.vmdk");
    String printed = new String(reading.getInputStream().readAllBytes(), UTF_8);
    assertThat(reading.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    assertThat(printed)
        .startsWith(
            "file 20 vm.vmx\ndisplayName = \"web\"\ndisk "
                + DISK
                + " 2 disk-flat.vmdk\n0 1\n2 2\nxxx")
        .endsWith("xfile 20 disk.vmdk\ndisplayName = \"web\"\nend\n");
    assertThat(printed.chars().filter(c -> c == 'x').count())
        .isBetween((2 << 20) + 512L, (2 << 20) + 540L);
    assertThat(folder.resolve("snapped")).doesNotExist();
  }

  @Test
  void what_cannot_be_read_ends_it_with_an_error_and_without_the_end_and_the_snapshot_is_removed()
      throws Exception {
    Process reading = reading("gone-flat.vmdk");
    String printed = new String(reading.getInputStream().readAllBytes(), UTF_8);
    assertThat(reading.waitFor()).isEqualTo(96);
    assertThat(printed).doesNotContain("end\n");
    assertThat(Files.readString(folder.resolve("errors"))).contains("gone-flat.vmdk");
    assertThat(folder.resolve("snapped")).doesNotExist();
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .contains(
            "vmsvc/snapshot.create 5 vireo-backup-0badcafe says 0 0", "vmsvc/snapshot.remove 5 7");
  }

  @Test
  void a_reader_that_goes_away_leaves_no_snapshot() throws Exception {
    Process reading = reading("disk-flat.vmdk");
    try (InputStream out = reading.getInputStream()) {
      assertThat(out.readNBytes(100)).hasSize(100);
    }
    assertThat(reading.waitFor()).isEqualTo(96);
    assertThat(folder.resolve("snapped")).doesNotExist();
  }

  @Test
  void a_host_that_gives_no_map_of_a_disk_has_all_of_it_read_and_says_so() throws Exception {
    program("vmkfstools", "echo 'Failed to open' >&2\nexit 255\n");
    Process reading = reading("disk-flat.vmdk");
    String printed = new String(reading.getInputStream().readAllBytes(), UTF_8);
    assertThat(reading.waitFor()).isZero();
    assertThat(printed).contains("disk " + DISK + " 1 disk-flat.vmdk\n0 4\nxxx");
    assertThat(Files.readString(folder.resolve("errors")))
        .contains("vireo: the host gives no map of disk-flat.vmdk");
  }
}
