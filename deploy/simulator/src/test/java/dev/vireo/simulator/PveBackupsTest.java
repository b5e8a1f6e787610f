package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.simulator.container.Pace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** vzdump, qm and the restores from a stream, as a host of Proxmox VE 8 has them. */
class PveBackupsTest {
  private static final String HOST = "pve8-01";

  private final Shell shell = new Shell();
  private DataCentre centre;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults()
                .withContainers(new ContainerOptions(0, 0, 1, Pace.NONE))
                .withHosts(0));
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Shell.Result run(String command) throws IOException {
    return shell.run(centre, HOST, command);
  }

  @Test
  void a_machine_is_dumped_to_the_output_and_comes_back_through_a_pipe() throws Exception {
    run("qm create 200 --name db --memory 512 --scsi0 local:1");
    Shell.Result dumped = run("vzdump 200 --stdout --mode snapshot | qmrestore - 201 --unique 1");
    assertThat(dumped.status()).as(dumped.err()).isZero();
    assertThat(dumped.err())
        .contains("INFO: Starting Backup of VM 200 (qemu)\n")
        .contains("INFO: VM Name: db\n")
        .contains("INFO: include disk 'scsi0' 'local:200/vm-200-disk-0.raw' 1G\n")
        .contains("INFO: sending archive to stdout\n")
        .containsPattern("INFO: Finished Backup of VM 200 \\([0-9]{2}(:[0-9]{2}){2}\\)\n")
        .endsWith("INFO: Backup job finished successfully\n");
    assertThat(run("qm list").out()).contains("201").contains("db").contains("stopped");
    Path disk =
        centre.containerHost(HOST).root().resolve("var/lib/vz/images/201/vm-201-disk-0.raw");
    assertThat(disk).hasSize(1L << 30);
  }

  @Test
  void what_cannot_be_dumped_is_said_as_vzdump_says_it() throws Exception {
    Shell.Result missing = run("vzdump 999 --stdout");
    assertThat(missing.status()).isEqualTo(255);
    assertThat(missing.err())
        .contains("ERROR: Backup of VM 999 failed - unable to find VM '999'\n")
        .endsWith("INFO: Backup job finished with errors\njob errors\n");
    run("qm create 200 --name db --scsi0 local:1");
    assertThat(run("vzdump 200 201 --stdout").err())
        .contains("you can only backup a single VM with option --stdout");
    assertThat(run("vzdump 200 --stdout --mode frozen").status()).isEqualTo(255);
  }

  @Test
  void a_restore_from_a_stream_wants_a_root_and_takes_no_id_twice() throws Exception {
    run("qm create 200 --name db --scsi0 local:1");
    assertThat(run("echo x | pct restore 201 -").err())
        .contains("restore from pipe requires rootfs parameter");
    assertThat(run("echo x | pct restore 201 - --rootfs local:4").status()).isNotZero();
    assertThat(run("pct list").out()).doesNotContain("201");
    assertThat(run("vzdump 200 --stdout | qmrestore - 200").err()).contains("already exists");
    assertThat(run("echo short | qmrestore - 203").status()).isEqualTo(255);
    assertThat(run("qm list").out()).doesNotContain("203");
  }
}
