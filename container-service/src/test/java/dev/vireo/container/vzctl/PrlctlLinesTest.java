package dev.vireo.container.vzctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What prlctl of OpenVZ 7, and vzctl of snapshots, print by their source. */
class PrlctlLinesTest {

  private static ToolRun only(String text) {
    List<ToolRun> runs = Transcript.read(text);
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Creating the Virtuozzo Container...;The Container has been successfully created."
            + "|prlctl create|CREATED",
        "Starting the CT...;The CT has been successfully started.|prlctl start|STARTED",
        "Restarting the CT...;The CT has been successfully restarted.|prlctl restart|STARTED",
        "Stopping the CT...;The CT has been successfully stopped.|prlctl stop|STOPPED",
        "Stopping the CT...;The CT has been forcibly stopped|prlctl stop|STOPPED",
        "Removing the CT...;The CT has been successfully removed.|prlctl delete|DESTROYED",
        "The CT has been successfully configured.|prlctl set|CHANGED",
        "Clone the 101 CT to CT 102...;The CT has been successfully cloned.|prlctl clone|CREATED",
        "Creating the snapshot...;The snapshot with id {3d32522a} has been successfully created."
            + "|prlctl snapshot|CHANGED",
        "Creating snapshot {3d32522a};Snapshot {3d32522a} has been successfully created"
            + "|vzctl snapshot|CHANGED",
      })
  void a_command_is_told_by_its_lines(String lines, String command, Outcome outcome) {
    ToolRun run = only(lines.replace(';', '\n'));
    assertThat(run.command()).isEqualTo(command);
    assertThat(run.outcome()).isEqualTo(outcome);
    assertThat(run.cause()).isEmpty();
    assertThat(run.findings()).isEmpty();
    assertThat(run.unparsed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Starting the CT...;Failed to start the CT: PRL_ERR_VZCTL_OPERATION_FAILED"
            + ";Unable to add ip 192.0.2.10: Address already in use|ADDRESS_IN_USE",
        "The 101 VM already exists.|ID_IN_USE",
        "Failed to get VM config: The virtual machine could not be found.|NOT_THERE",
        "Failed to stop the CT: The CT is not running.|NOT_RUNNING",
        "Failed to register the CT: The OS template x was not found.|TEMPLATE_MISSING",
        "Failed to start the CT: PRL_ERR_VZCTL_OPERATION_FAILED"
            + " (Details: Container already locked|LOCKED",
        "Snapshot feature is only available for ploop-based CTs|UNSUPPORTED",
        "Failed to migrate the CT: CT 101 already exists on the destination node|ID_IN_USE",
      })
  void a_refusal_is_classified_by_its_words(String lines, Cause cause) {
    ToolRun run = only(lines.replace(';', '\n'));
    assertThat(run.cause()).contains(cause);
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "stopped", "mounted"})
  void a_status_is_read(String word) {
    ToolRun run = only("# prlctl status 101\nCT 101 exist " + word + "\n");
    assertThat(run.outcome()).isEqualTo(word.equals("running") ? Outcome.RUNNING : Outcome.DOWN);
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void the_log_of_a_migration_of_proxmox_is_steps_and_no_findings() {
    ToolRun run =
        only(
            """
            # pct migrate 101 pve-02 --restart 1
            2024-08-01 10:11:12 shutdown CT 101
            2024-08-01 10:11:20 starting migration of CT 101 to node 'pve-02' (192.0.2.20)
            2024-08-01 10:11:21 found local volume 'local:101/vm-101-disk-0.raw' (in current VM config)
            2024-08-01 10:11:40 start final cleanup
            2024-08-01 10:11:41 start container on target node
            2024-08-01 10:11:43 migration finished successfully (duration 00:00:31)
            """);
    assertThat(run.findings()).isEmpty();
    assertThat(run.unparsed()).isEmpty();
    assertThat(run.cause()).isEmpty();
  }

  @Test
  void a_cache_that_could_not_be_made_says_nothing_of_the_template_itself() {
    ToolRun run =
        only(
            """
            Creating the Container...
            Creating cache
            Failed to register the CT: PRL_ERR_VZCTL_OPERATION_FAILED (Details: Creating OS template cache for acme-9-x86_64 template
            Error: Python directory not found in /vz/pkgenv/rpm49x64
            Creation of Container private area failed
            )
            """);
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.cause()).contains(Cause.TEMPLATE_CACHE);
  }
}
