package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.ScriptOutcome.Stop;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshTest {
  private OpenSshServer server;
  private SshHosts hosts;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = OpenSshServer.start(folder);
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    hosts = new SshHosts(server.credentials(), SshOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void runs_a_script_and_tells_the_steps_apart() throws Exception {
    List<StepResult> streamed = new ArrayList<>();
    ScriptOutcome outcome =
        hosts
            .connect(server.target())
            .run(
                Script.of(
                    Step.of("a", "printf", "no newline"),
                    Step.of("b", "sh", "-c", "echo out; echo err >&2; exit 3"),
                    Step.of("c", "cat"),
                    Step.of("d", "no-such-program")),
                streamed::add);
    assertThat(outcome.stop()).isEqualTo(Stop.END);
    assertThat(outcome.notRun()).isEmpty();
    assertThat(outcome.results()).isEqualTo(streamed).hasSize(4);
    assertThat(outcome.result("a").stdout()).isEqualTo("no newline");
    assertThat(outcome.result("a").stderr()).isEmpty();
    assertThat(outcome.result("b").stdout()).isEqualTo("out\n");
    assertThat(outcome.result("b").stderr()).isEqualTo("err\n");
    assertThat(outcome.result("b").exit()).isEqualTo(3);
    assertThat(outcome.result("c").stdout()).isEmpty();
    assertThat(outcome.result("d").exit()).isEqualTo(127);
    assertThat(outcome.result("d").stderr()).contains("no-such-program");
  }

  @Test
  void says_what_the_host_is() throws Exception {
    SshSession session = hosts.connect(server.target());
    assertThat(session.identification()).startsWith("SSH-2.0-OpenSSH");
    assertThat(session.hostKey().type()).isEqualTo("ssh-ed25519");
  }

  @Test
  void uses_one_connection_for_many_scripts() throws Exception {
    SshSession session = hosts.connect(server.target());
    List<String> shells = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      // SSH_CONNECTION holds our port, which differs for each connection.
      shells.add(
          session.run(Script.of(Step.of("c", "printenv", "SSH_CONNECTION"))).result("c").stdout());
    }
    assertThat(shells).doesNotContain("");
    assertThat(shells.stream().distinct()).hasSize(1);
    assertThat(hosts.connections()).isEqualTo(1);
  }

  @Test
  void hands_over_a_file_byte_by_byte_and_stops_where_the_reader_has_enough(@TempDir Path folder)
      throws Exception {
    byte[] bytes = new byte[3_000_000];
    new java.util.Random(1).nextBytes(bytes);
    Path file = java.nio.file.Files.write(folder.resolve("it's a file"), bytes);
    SshSession session = hosts.connect(server.target());
    try (HostStream stream =
        session.stream(Step.of("cat", "cat", file.toString()), Duration.ofSeconds(30))) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
      assertThat(stream.exit()).hasValue(0);
    }
    try (HostStream stream =
        session.stream(Step.of("endless", "cat", "/dev/zero"), Duration.ofSeconds(30))) {
      assertThat(stream.readNBytes(100_000)).hasSize(100_000);
    }
    try (HostStream stream =
        session.stream(Step.of("none", "cat", folder + "/none"), Duration.ofSeconds(30))) {
      assertThat(stream.readAllBytes()).isEmpty();
      assertThat(stream.exit()).hasValue(1);
      assertThat(stream.complaints()).contains("No such file");
    }
    assertThat(hosts.connections()).isEqualTo(1);
  }

  @Test
  void cuts_a_stream_whose_time_is_over() throws Exception {
    try (HostStream stream =
        hosts.connect(server.target()).stream(
            Step.of("sleep", "sleep", "1000"), Duration.ofMillis(200))) {
      assertThat(stream.readAllBytes()).isEmpty();
      assertThat(stream.exit()).isEmpty();
    }
  }

  @Test
  void hears_what_a_program_says_after_its_exit_status() throws Exception {
    String late = "(sleep 0.4; echo the database is away >&2) & exit 3\n";
    try (HostSink sink =
        hosts.connect(server.target()).feed(Step.of("sh", "sh", "-s"), Duration.ofSeconds(30))) {
      sink.write(late.getBytes(StandardCharsets.UTF_8));
      assertThat(sink.finish(Duration.ofSeconds(30))).hasValue(3);
      assertThat(sink.said()).isEqualTo("the database is away");
    }
  }

  @Test
  void does_not_wait_for_what_a_program_left_running() throws Exception {
    try (HostSink sink =
        hosts.connect(server.target()).feed(Step.of("sh", "sh", "-s"), Duration.ofSeconds(30))) {
      sink.write("echo begun; sleep 60 & exit 0\n".getBytes(StandardCharsets.UTF_8));
      assertThat(sink.finish(Duration.ofSeconds(30))).hasValue(0);
      assertThat(sink.said()).isEqualTo("begun");
    }
  }
}
