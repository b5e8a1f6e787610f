package dev.vireo.container.vzctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pct and the tasks of Proxmox VE say, a line each. */
class ProxmoxLinesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CT is locked (backup) | LOCKED",
        "CT 101 already running | ALREADY_RUNNING",
        "CT 101 not running | NOT_RUNNING",
        "container '101' not running! | NOT_RUNNING",
        "unable to destroy CT 101 - container is running | RUNNING",
        "CT 101 already exists on node 'pve' | ID_IN_USE",
        "unable to create CT 117: config file already exists | ID_IN_USE",
        "volume 'local:vztmpl/none.tar.zst' does not exist | TEMPLATE_MISSING",
        "unable to parse volume ID 'local:none' | TEMPLATE_MISSING",
        "unable to create CT 103 - unable to detect OS distribution | UNKNOWN_DISTRIBUTION",
        "Parameter verification failed.; ostype: value 'x' is none | BAD_SETTING",
        "snapshot feature is not available | UNSUPPORTED",
        "storage 'local' does not support container directories | UNSUPPORTED",
        "storage 'shelf' does not allow content type 'rootdir' (Container) | UNSUPPORTED",
        "lxc live migration is currently not implemented | UNSUPPORTED",
        "no such cluster node 'pve9' | UNSUPPORTED",
        "unable to shrink disk size | UNSUPPORTED",
        "TASK ERROR: unexpected status | TASK_DIED",
        "TASK ERROR: interrupted by signal | TASK_DIED"
      })
  void a_line_has_its_cause(String line, Cause cause) {
    assertThat(Transcript.read(line).getFirst().cause()).as(line).contains(cause);
  }

  @ParameterizedTest
  @CsvSource({"TASK WARNINGS: 2", "WARN: old systemd (< v232) detected"})
  void a_warning_is_a_finding(String line) {
    assertThat(Transcript.read(line).getFirst().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(ToolFinding.Kind.WARNING));
  }

  @Test
  void an_exit_code_of_a_tool_that_is_not_vzctl_is_not_read_as_one_of_vzctl() {
    ToolRun run =
        Transcript.read(
                """
                root@pve:~# pct start 106
                Job for pve-container@106.service failed because the control process exited with error code.
                See "systemctl status pve-container@106.service" and "journalctl -xe" for details.
                TASK ERROR: command 'systemctl start pve-container@106' failed: exit code 1
                """)
            .getFirst();

    assertThat(run.exit()).hasValue(1);
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.cause()).contains(Cause.OTHER);
    assertThat(run.unparsed()).isEmpty();
    ToolRun killed = Transcript.read("# pct start 106\nexit code 137\n").getFirst();
    assertThat(killed.cause()).contains(Cause.TIMED_OUT);
  }

  @Test
  void a_start_that_ends_in_its_hook_says_which_step_failed() {
    ToolRun run =
        Transcript.read(
                """
                root@pve:~# pct start 105; echo $?
                run_buffer: 571 Script exited with status 32
                lxc_init: 845 Failed to run lxc.hook.pre-start for container "105"
                __lxc_start: 2034 Failed to initialize container "105"
                startup for container '105' failed
                255
                """)
            .getFirst();

    assertThat(run.command()).isEqualTo("pct start 105");
    assertThat(run.exit()).hasValue(255);
    assertThat(run.findings()).hasSize(4);
    assertThat(run.findings().get(1).meaning())
        .isEqualTo("what mounts its file systems before the start failed");
    assertThat(run.unparsed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Detected container architecture: amd64",
    "Filesystem UUID: 4e4d2c11-0f25-4a4e-9a55-0b2a8e7d4bbe",
    "Superblock backups stored on blocks:",
    "'\t32768, 98304, 163840'",
    "Creating SSH host key 'ssh_host_rsa_key' - this may take some time ...",
    "Total bytes read: 499947520 (477MiB, 218MiB/s)"
  })
  void a_usual_line_of_making_one_is_none(String line) {
    ToolRun run = Transcript.read(line).getFirst();
    assertThat(run.findings()).as(line).isEmpty();
    assertThat(run.unparsed()).as(line).isEmpty();
  }
}
