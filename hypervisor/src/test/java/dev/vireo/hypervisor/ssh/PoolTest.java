package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.hypervisor.Eventually;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection for each target, for as long as somebody needs it. */
class PoolTest {
  private static final Script HELLO = Script.of(Step.of("a", "echo", "hi"));

  @TempDir Path folder;
  private MinaServer server;
  private SshTarget target;

  @BeforeEach
  void start() throws Exception {
    server = MinaServer.start();
    target =
        SshTarget.of(
            server.address,
            "root",
            CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_TEST"),
            new HostKeyPolicy.Strict(server.knownHosts(folder)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static SshHosts hosts(SshOptions options) {
    return new SshHosts(ref -> Secret.of(MinaServer.PASSWORD), options);
  }

  @Test
  void many_threads_share_one_connection_that_is_opened_once() throws Exception {
    try (SshHosts hosts = hosts(SshOptions.DEFAULT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<ScriptOutcome> task = () -> hosts.connect(target).run(HELLO);
      for (Future<ScriptOutcome> done : threads.invokeAll(Collections.nCopies(40, task))) {
        assertThat(done.get().result("a").stdout()).isEqualTo("hi\n");
      }
      assertThat(server.passwordsSeen).hasValue(1);
      assertThat(server.sessions()).isEqualTo(1);
    }
  }

  @Test
  void all_who_wait_for_a_connection_that_fails_are_told_and_the_password_is_offered_once()
      throws Exception {
    try (SshHosts hosts = new SshHosts(ref -> Secret.of("wrong"), SshOptions.DEFAULT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<SshSession> task = () -> hosts.connect(target);
      List<Future<SshSession>> all =
          Collections.nCopies(10, task).stream().map(threads::submit).toList();
      for (Future<SshSession> one : all) {
        assertThatThrownBy(one::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(UnreachableException.class);
      }
      assertThat(hosts.connections()).isZero();
      // Who came while it was being opened shared its end; who came later opened one again.
      assertThat(server.passwordsSeen.get()).isBetween(1, 10);
    }
  }

  @Test
  void idle_connection_is_closed_and_opened_again_when_needed() throws Exception {
    try (SshHosts hosts = hosts(SshOptions.DEFAULT.keepingIdle(Duration.ofMillis(50)))) {
      SshSession session = hosts.connect(target);
      Eventually.until("the idle connection is closed", () -> server.sessions() == 0);
      assertThat(hosts.connections()).isZero();
      assertThat(session.run(HELLO).result("a").stdout()).isEqualTo("hi\n");
    }
  }

  @Test
  void connection_in_use_is_not_idle() throws Exception {
    try (SshHosts hosts = hosts(SshOptions.DEFAULT.keepingIdle(Duration.ofMillis(50)))) {
      Script longer = Script.of(Step.of("a", "sleep", "1"), Step.of("b", "echo", "hi"));
      assertThat(hosts.connect(target).run(longer).result("b").stdout()).isEqualTo("hi\n");
    }
  }

  @Test
  void another_user_or_credential_gets_a_connection_of_its_own() throws Exception {
    try (SshHosts hosts = hosts(SshOptions.DEFAULT)) {
      hosts.connect(target).run(HELLO);
      SshTarget other =
          SshTarget.of(
              target.address(),
              target.user(),
              CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_OTHER"),
              target.hostKeys());
      hosts.connect(other).run(HELLO);
      assertThat(hosts.connections()).isEqualTo(2);
      hosts
          .connect(
              target.with(
                  new Timeouts(
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9))))
          .run(HELLO);
      assertThat(hosts.connections()).isEqualTo(2);
    }
  }

  @Test
  void disconnected_host_has_no_connection_left() throws Exception {
    try (SshHosts hosts = hosts(SshOptions.DEFAULT)) {
      hosts.connect(target);
      hosts.disconnect(target);
      assertThat(hosts.connections()).isZero();
      Eventually.until("the server sees it", () -> server.sessions() == 0);
    }
  }

  @Test
  void closing_leaves_no_connection() throws Exception {
    SshHosts hosts = hosts(SshOptions.DEFAULT);
    hosts.connect(target);
    hosts.close();
    Eventually.until("the server sees it", () -> server.sessions() == 0);
  }

  @Test
  void host_that_vanished_without_a_word_is_noticed_by_the_heartbeat() throws Exception {
    SshOptions quick =
        new SshOptions(
            Duration.ofMinutes(5),
            Duration.ofMillis(700),
            SshOptions.DEFAULT.limits(),
            SshOptions.DEFAULT.agent());
    try (SshHosts hosts = hosts(quick);
        Wire wire = Wire.to(server.address)) {
      SshTarget through =
          SshTarget.of(
              wire.address(),
              "root",
              target.credentials().getFirst(),
              new HostKeyPolicy.TrustOnFirstUse(folder.resolve("known_by_wire")));
      SshSession session = hosts.connect(through);
      assertThatThrownBy(
              () ->
                  session.run(
                      Script.of(Step.of("a", "true"), Step.of("b", "sleep", "60")),
                      first -> wire.freeze()))
          .hasMessageContaining("the connection to the host was lost");
    }
  }
}
