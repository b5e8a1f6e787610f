package dev.vireo.container.vzctl;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest
  @CsvSource({
    "Detected container architecture: amd64",
    "Total bytes read: 499947520 (477MiB, 218MiB/s)"
  })
  void a_usual_line_of_making_one_is_none(String line) {
    assertThat(Transcript.read(line).getFirst().findings()).as(line).isEmpty();
  }
}
