package dev.vireo.container.vzctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transcripts in the shapes of vzctl 3.0 to 4.8, prlctl and pct. */
class TranscriptTest {

  private static final String NO_NETWORK =
      """
      # vzctl start 117
      Warning: configuration file for distribution funtoo-1-stage_1.0-1_i386 not found, using defaults from /etc/vz/dists/default
      Starting container ...
      Container is unmounted
      Container is mounted
      Adding IP address(es): 10.20.30.40
      /bin/bash: line 394: /etc/network/interfaces: No such file or directory
      grep: /etc/network/interfaces: No such file or directory
      cp: cannot stat `/etc/network/interfaces': No such file or directory
      mv: cannot stat `/etc/network/interfaces.bak': No such file or directory
      Setting CPU units: 1000
      Setting CPUs: 1
      Set hostname: web
      File resolv.conf was modified
      Setting quota ugidlimit: 0
      Container start in progress...
      #
      """;

  @Test
  void a_start_in_progress_is_started_but_not_verified_and_its_network_is_in_doubt() {
    ToolRun run = one(NO_NETWORK);
    assertThat(run.command()).isEqualTo("vzctl start 117");
    assertThat(run.outcome()).isEqualTo(Outcome.STARTED_NOT_VERIFIED);
    assertThat(run.cause()).contains(Cause.NO_NETWORK_CONFIG);
    assertThat(run.findings()).hasSize(5);
    assertThat(run.findings().getFirst().kind()).isEqualTo(ToolFinding.Kind.WARNING);
    assertThat(run.findings().getFirst().line()).isEqualTo(2);
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void a_start_without_a_word_of_trouble_is_not_verified_either() {
    ToolRun run =
        one(
            """
            Starting container...
            Container is mounted
            Adding IP address(es): 10.20.30.41
            Setting CPU units: 1000
            Container start in progress...
            """);
    assertThat(run.command()).isEqualTo("vzctl start");
    assertThat(run.outcome().words()).isEqualTo("started, not verified");
    assertThat(run.cause()).isEmpty();
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void each_prompt_begins_a_command() {
    List<ToolRun> runs =
        Transcript.read(
            """
            [root@hn7 ~]# ln gentoo.conf funtoo.conf
            [root@hn7 ~]# vzctl start 117
            Starting container ...
            Container start in progress...
            [root@hn7 ~]# echo $?
            0
            root@hn7:~# vzctl status 117
            CTID 117 exist mounted running
            root@hn7:~# vzctl status 118
            CTID 118 deleted unmounted down
            """);
    assertThat(runs)
        .extracting(ToolRun::command)
        .containsExactly(
            "ln gentoo.conf funtoo.conf",
            "vzctl start 117",
            "vzctl status 117",
            "vzctl status 118");
    assertThat(runs)
        .extracting(ToolRun::outcome)
        .containsExactly(
            Outcome.UNKNOWN, Outcome.STARTED_NOT_VERIFIED, Outcome.RUNNING, Outcome.MISSING);
    assertThat(runs.get(1).exit()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Container already locked\\nLocked by: pid 4711, cmdline vzctl start 9 | LOCKED",
        "Container is already running | ALREADY_RUNNING",
        "Container start disabled | START_DISABLED",
        "Cached OS template /vz/template/cache/x.tar.gz not found | TEMPLATE_MISSING",
        "Unable to start init, probably incorrect template | TEMPLATE_BROKEN",
        "vzquota : (error) quota file is corrupted\\nvzquota on failed [4] | QUOTA",
        "vzquota : (error) Quota getstat syscall for id 9: Inappropriate ioctl for device | QUOTA",
        "Private area already exists in /vz/private/9 | ID_IN_USE",
        "Container private area /vz/private/9 does not exist | NOT_THERE",
        "Can't rename /vz/9.tmp to /vz/9: Device or resource busy | BUSY",
        "tar: ./usr/x: Cannot write: No space left on device | DISK_FULL",
        "Bad parameter for --ipadd: 10.0.0 | BAD_ADDRESS",
        "Unable to stop: container is not running | NOT_RUNNING",
        "TASK ERROR: unable to create CT 9 - unable to detect OS distribution |"
            + " UNKNOWN_DISTRIBUTION"
      })
  void what_went_wrong_is_classified_by_its_words(String lines, Cause cause) {
    ToolRun run = one(lines.replace("\\n", "\n"));
    assertThat(run.cause()).contains(cause);
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.findings()).isNotEmpty();
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void what_a_script_within_the_container_may_not_do_is_not_what_the_tool_may_not_do() {
    ToolRun run =
        one(
            """
            # vzctl restart 113
            Restarting container
            Stopping container ...
            Container was stopped
            Starting container ...
            /etc/rc.common: line 85: can't create /proc/sys/kernel/core_pattern: Permission denied
            Adding interface veth113.0 to bridge br0 on CT0 for CT113
            Container start in progress...
            """);
    assertThat(run.outcome()).isEqualTo(Outcome.STARTED_NOT_VERIFIED);
    assertThat(run.cause()).contains(Cause.DISTRIBUTION_SCRIPT);
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void an_exit_code_that_is_asked_for_on_the_same_line_is_of_that_command() {
    ToolRun run = one("# vzctl start 101 ; echo $?\nContainer is already running\n32\n");
    assertThat(run.command()).isEqualTo("vzctl start 101");
    assertThat(run.exit()).hasValue(32);
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void the_version_that_vzctl_prints_is_no_command() {
    ToolRun run = one("# vzctl --version\nvzctl version 3.0.24\n");
    assertThat(run.command()).isEqualTo("vzctl --version");
    assertThat(run.unparsed()).containsExactly("vzctl version 3.0.24");
  }

  @ParameterizedTest
  @CsvSource({
    "9, LOCKED",
    "32, ALREADY_RUNNING",
    "60, QUOTA",
    "78, ADDRESS_IN_USE",
    "91, TEMPLATE_MISSING",
    "105, START_DISABLED",
    "107, NO_DISTRIBUTION_CONFIG",
    "124, TIMED_OUT",
    "250, OTHER"
  })
  void where_no_line_tells_the_exit_code_does(int exit, Cause cause) {
    ToolRun run = Transcript.read("Starting container...", OptionalInt.of(exit)).getFirst();
    assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.cause()).contains(cause);
    assertThat(run.exit()).hasValue(exit);
  }

  @Test
  void a_failed_task_of_proxmox_names_its_command_and_exit_code() {
    ToolRun run =
        one(
            """
            Starting container ...
            vzquota : (error) quota file is corrupted
            vzquota on failed [4]
            TASK ERROR: command 'vzctl start 214' failed: exit code 60
            """);
    assertThat(run.command()).isEqualTo("vzctl start 214");
    assertThat(run.exit()).hasValue(60);
    assertThat(run.cause()).contains(Cause.QUOTA);
    assertThat(run.findings()).hasSize(3);
  }

  @Test
  void old_releases_say_ve() {
    ToolRun run =
        one(
            """
            Restarting VE
            Stopping VE ...
            VE was stopped
            VE is unmounted
            Starting VE ...
            VE is mounted
            Set hostname: web
            VE start in progress...
            """);
    assertThat(run.command()).isEqualTo("vzctl restart");
    assertThat(run.outcome()).isEqualTo(Outcome.STARTED_NOT_VERIFIED);
    assertThat(run.unparsed()).isEmpty();
  }

  @Test
  void a_container_that_had_to_be_killed_was_stopped_by_force() {
    ToolRun run = one("Stopping container ...\nKilling container ...\nContainer was stopped\n");
    assertThat(run.outcome()).isEqualTo(Outcome.STOPPED_BY_FORCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Creating container private area (x)\\nContainer private area was created | CREATED",
        "Destroying container private area: /vz/private/9\\nContainer private area was destroyed"
            + " | DESTROYED",
        "CT configuration saved to /etc/vz/conf/9.conf | CHANGED",
        "Container started successfully | STARTED",
        "Creating container private area (x)\\nDestroying container private area: /vz/9\\n"
            + "Creation of container private area failed | FAILED"
      })
  void what_was_reached_is_told_by_its_words(String lines, Outcome outcome) {
    assertThat(one(lines.replace("\\n", "\n")).outcome()).isEqualTo(outcome);
  }

  @Test
  void a_task_of_pct_that_ended_well_made_the_container_though_of_an_unknown_distribution() {
    ToolRun run =
        one(
            """
            extracting archive '/var/lib/vz/template/cache/own.tar.xz'
            /etc/os-release file not found and autodetection failed, falling back to 'unmanaged'
            TASK OK
            """);
    assertThat(run.command()).isEqualTo("pct create");
    assertThat(run.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(run.cause()).contains(Cause.UNKNOWN_DISTRIBUTION);
  }

  @Test
  void what_stands_after_the_last_prompt_is_not_of_the_command_before_it() {
    List<ToolRun> runs = Transcript.read("# vzctl stop 9\nContainer was stopped\n#\nand so on\n");
    assertThat(runs.getFirst().unparsed()).isEmpty();
    assertThat(runs.getLast().unparsed()).containsExactly("and so on");
  }

  @Test
  void a_line_that_nobody_knows_is_kept_as_it_came() {
    assertThat(one("Starting container...\n  purple elephants \u0007\n").unparsed())
        .containsExactly("  purple elephants \u0007");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void each_cause_says_what_to_do(Cause cause) {
    assertThat(cause.words()).isNotBlank();
    assertThat(cause.whatToDo()).isNotBlank();
  }

  private static ToolRun one(String text) {
    List<ToolRun> runs = Transcript.read(text);
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }
}
