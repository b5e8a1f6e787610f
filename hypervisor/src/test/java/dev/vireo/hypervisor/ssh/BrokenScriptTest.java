package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.hypervisor.Eventually;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.script.OutputLimits;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptBrokenException.Reason;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.ScriptOutcome.Stop;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that do not come to their end, and what is known of them afterwards. */
class BrokenScriptTest {
  private static final Script SLEEPS =
      Script.of(
          Step.of("first", "echo", "one"),
          Step.of("second", "sleep", "60"),
          Step.of("third", "echo", "three"));

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private MinaServer server(Consumer<SshServer> change) throws Exception {
    MinaServer server = MinaServer.start(change);
    opened.add(server);
    return server;
  }

  private SshSession session(MinaServer server, Timeouts timeouts, OutputLimits limits)
      throws Exception {
    SshHosts hosts =
        new SshHosts(ref -> Secret.of(MinaServer.PASSWORD), SshOptions.DEFAULT.with(limits));
    opened.add(hosts);
    return hosts.connect(
        SshTarget.of(
                server.address,
                "root",
                CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_TEST"),
                new HostKeyPolicy.Strict(server.knownHosts(folder)))
            .with(timeouts));
  }

  private SshSession session(MinaServer server) throws Exception {
    return session(server, Timeouts.DEFAULT, OutputLimits.DEFAULT);
  }

  private static Timeouts timeouts(Duration exec, Duration idle) {
    return new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), exec, idle);
  }

  private static ScriptBrokenException broken(
      SshSession session, Script script, Consumer<StepResult> onStep) {
    return catchThrowableOfType(ScriptBrokenException.class, () -> session.run(script, onStep));
  }

  @Test
  void connection_that_is_lost_half_way_leaves_what_was_answered() throws Exception {
    MinaServer server = server(s -> {});
    SshSession session = session(server);
    ScriptBrokenException e = broken(session, SLEEPS, first -> server.drop());
    assertThat(e.reason()).isEqualTo(Reason.LOST);
    assertThat(e.answered()).extracting(StepResult::stdout).containsExactly("one\n");
    List<String> open = new ArrayList<>(e.inFlight().stream().toList());
    open.addAll(e.notSeen());
    assertThat(open).containsExactly("second", "third");
    assertThat(e)
        .hasMessageContaining("the connection to the host was lost (" + server.address)
        .hasMessageContaining("1 of 3 steps were answered")
        .hasMessageContaining("read the host again");
  }

  @Test
  void host_that_is_back_after_a_loss_is_reached_anew() throws Exception {
    MinaServer server = server(s -> {});
    SshSession session = session(server);
    assertThat(broken(session, SLEEPS, first -> server.drop())).isNotNull();
    assertThat(session.run(Script.of(Step.of("a", "echo", "back"))).result("a").stdout())
        .isEqualTo("back\n");
  }

  @Test
  void kept_connection_that_died_unnoticed_is_replaced_without_a_word() throws Exception {
    MinaServer server = server(s -> {});
    SshSession session = session(server);
    for (int i = 0; i < 5; i++) {
      server.drop();
      assertThat(session.run(Script.of(Step.of("a", "echo", "hi"))).stop()).isEqualTo(Stop.END);
    }
  }

  @Test
  void host_that_falls_silent_is_given_up() throws Exception {
    SshSession session =
        session(
            server(s -> {}),
            timeouts(Duration.ofMinutes(5), Duration.ofMillis(3500)),
            OutputLimits.DEFAULT);
    ScriptBrokenException e = broken(session, SLEEPS, first -> {});
    assertThat(e.reason()).isEqualTo(Reason.IDLE_TIMEOUT);
    assertThat(e.answered()).hasSize(1);
    assertThat(e.inFlight()).contains("second");
    assertThat(e.notSeen()).containsExactly("third");
    assertThat(e).hasMessageContaining("step second").hasMessageContaining("3500 ms");
  }

  @Test
  void script_that_takes_too_long_is_given_up_though_it_still_prints() throws Exception {
    SshSession session =
        session(
            server(s -> {}),
            timeouts(Duration.ofSeconds(4), Duration.ofMinutes(5)),
            OutputLimits.DEFAULT);
    ScriptBrokenException e =
        broken(
            session,
            Script.of(Step.of("talks", "sh", "-c", "while echo x; do sleep 0.05; done")),
            first -> {});
    assertThat(e.reason()).isEqualTo(Reason.EXEC_TIMEOUT);
    assertThat(e.inFlight()).contains("talks");
    assertThat(e).hasMessageContaining("4 s");
  }

  @Test
  void step_that_prints_too_much_is_named() throws Exception {
    SshSession session =
        session(server(s -> {}), Timeouts.DEFAULT, new OutputLimits(100_000, 1_000_000));
    ScriptBrokenException e =
        broken(
            session,
            Script.of(
                Step.of("small", "echo", "fits"),
                Step.of("flood", "head", "-c", "10000000", "/dev/zero"),
                Step.of("after", "true")),
            first -> {});
    assertThat(e.reason()).isEqualTo(Reason.OUTPUT_LIMIT);
    // Both streams must have shown a step's end before it counts as answered; the flood on one may
    // come before that on the other.
    assertThat(e.answered()).extracting(StepResult::id).isSubsetOf("small");
    assertThat(e.notSeen()).contains("after");
    assertThat(e).hasMessageContaining("step flood printed more on stdout than the 100000 bytes");
  }

  @Test
  void output_within_the_limits_comes_whole_however_slowly_it_is_taken() throws Exception {
    SshSession session = session(server(s -> {}));
    ScriptOutcome outcome =
        session.run(
            Script.of(
                Step.of("big", "head", "-c", "5000000", "/dev/zero"),
                Step.of("next", "head", "-c", "3000000", "/dev/zero")),
            result -> {
              try {
                Thread.sleep(Duration.ofMillis(100));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(outcome.result("big").stdout()).hasSize(5_000_000);
    assertThat(outcome.result("next").stdout()).hasSize(3_000_000);
  }

  @Test
  void account_without_a_shell_is_told_from_a_lost_connection() throws Exception {
    SshSession session =
        session(
            server(
                s ->
                    s.setCommandFactory(
                        (channel, command) ->
                            new ProcessShellFactory(
                                    "nologin",
                                    "sh",
                                    "-c",
                                    "echo This account is currently not available.; exit 1")
                                .createShell(channel))));
    ScriptBrokenException e = broken(session, SLEEPS, first -> {});
    assertThat(e.reason()).isEqualTo(Reason.SHELL);
    assertThat(e.answered()).isEmpty();
    assertThat(e.notSeen()).containsExactly("first", "second", "third");
    assertThat(e)
        .hasMessageContaining("exit status 1")
        .hasMessageContaining("'This account is currently not available.'");
  }

  @Test
  void host_that_allows_no_commands_is_told_from_a_lost_connection() throws Exception {
    SshSession session = session(server(s -> s.setCommandFactory(null)));
    ScriptBrokenException e = broken(session, SLEEPS, first -> {});
    assertThat(e.reason()).isEqualTo(Reason.SHELL);
    assertThat(e.answered()).isEmpty();
  }

  @Test
  void what_a_taker_of_results_throws_ends_the_script_and_is_thrown_on() throws Exception {
    SshSession session = session(server(s -> {}));
    assertThatThrownBy(
            () ->
                session.run(
                    SLEEPS,
                    first -> {
                      throw new IllegalStateException("no more");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more");
    assertThat(session.run(Script.of(Step.of("a", "true"))).stop()).isEqualTo(Stop.END);
  }

  @Test
  void interrupted_caller_gets_away_at_once() throws Exception {
    SshSession session = session(server(s -> {}));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = Thread.currentThread();
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread me = Thread.currentThread();
                    session.run(SLEEPS, first -> me.interrupt());
                  } catch (Exception e) {
                    thrown.set(e);
                  }
                });
    assertThat(caller.isInterrupted()).isFalse();
    assertThat(worker.join(Duration.ofSeconds(30))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void real_host_begins_no_further_step_once_the_connection_is_cut() throws Exception {
    OpenSshServer server = openSsh();
    SshHosts hosts = hosts(server);
    endsOnTheHost(server, hosts, () -> hosts.disconnect(server.target()));
  }

  @Test
  void real_host_begins_no_further_step_once_the_script_is_given_up() throws Exception {
    OpenSshServer server = openSsh();
    SshHosts hosts = hosts(server);
    endsOnTheHost(
        server,
        hosts,
        () -> {
          throw new IllegalStateException("no more");
        });
    // The connection itself was not given up.
    assertThat(hosts.connections()).isEqualTo(1);
  }

  private OpenSshServer openSsh() throws Exception {
    OpenSshServer server = OpenSshServer.start(folder);
    opened.add(server);
    return server;
  }

  private SshHosts hosts(OpenSshServer server) {
    SshHosts hosts = new SshHosts(server.credentials(), SshOptions.DEFAULT);
    opened.add(hosts);
    return hosts;
  }

  /** Breaks a script off during its second step; the third must then never begin. */
  private void endsOnTheHost(OpenSshServer server, SshHosts hosts, Runnable breakOff)
      throws Exception {
    Path begun = folder.resolve("begun");
    Path go = folder.resolve("go");
    Path trace = folder.resolve("trace");
    String waits = "touch " + begun + "; while [ ! -e " + go + " ]; do sleep 0.02; done";
    Script script =
        Script.of(
            Step.of("first", "echo", "one"),
            Step.of("second", "sh", "-c", waits),
            Step.of("third", "touch", trace.toString()));
    List<ProcessHandle> shells = new ArrayList<>();
    SshSession session = hosts.connect(server.target());
    assertThatThrownBy(
            () ->
                session.run(
                    script,
                    first -> {
                      assertThatCode(
                              () -> Eventually.until("second begins", () -> Files.exists(begun)))
                          .doesNotThrowAnyException();
                      shells.addAll(server.shells());
                      breakOff.run();
                    }))
        .isInstanceOfAny(ScriptBrokenException.class, IllegalStateException.class);
    assertThat(shells).isNotEmpty();
    Files.createFile(go);
    Eventually.until(
        "the script on the host ends", () -> shells.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(trace).doesNotExist();
  }

  @Test
  void real_host_that_dies_half_way_is_told_and_reached_again_when_it_is_back() throws Exception {
    OpenSshServer server = openSsh();
    SshHosts hosts = hosts(server);
    SshSession session = hosts.connect(server.target());
    ScriptBrokenException e =
        broken(
            session,
            SLEEPS,
            first -> {
              try {
                server.kill();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(e.reason()).isEqualTo(Reason.LOST);
    assertThat(e.answered()).hasSize(1);
    server.restart();
    assertThat(session.run(Script.of(Step.of("a", "true"))).stop()).isEqualTo(Stop.END);
  }

  @Test
  void real_host_stops_at_the_budget_and_says_what_was_not_run() throws Exception {
    OpenSshServer server = openSsh();
    SshHosts hosts = hosts(server);
    ScriptOutcome outcome =
        hosts
            .connect(server.target())
            .run(
                Script.of(Step.of("a", "sleep", "2"), Step.of("b", "true"))
                    .within(Duration.ofSeconds(1)));
    assertThat(outcome.stop()).isEqualTo(Stop.BUDGET);
    assertThat(outcome.notRun()).containsExactly("b");
  }
}
