package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that a real OpenSSH server makes for us. */
@Timeout(60)
class DialTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private OpenSshServer server;
  private SshHosts hosts;

  @BeforeEach
  void start() throws Exception {
    server = OpenSshServer.start(folder);
    hosts = new SshHosts(server.credentials(), SshOptions.DEFAULT);
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      hosts.close();
      server.close();
    }
  }

  @Test
  void carries_bytes_both_ways_and_ends_when_the_far_end_does() throws Exception {
    byte[] sent = new byte[700_000];
    new Random(1).nextBytes(sent);
    try (ServerSocket far = new ServerSocket(0, 5, HERE);
        Socket socket = hosts.connect(server.target()).dial(HERE, far.getLocalPort(), PATIENCE)) {
      Thread echo =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket accepted = far.accept()) {
                      byte[] all = accepted.getInputStream().readNBytes(sent.length);
                      accepted.getOutputStream().write(all);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      socket.getOutputStream().write(sent);
                      socket.getOutputStream().flush();
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
      assertThat(((ForwardedSocket) socket).received()).isEqualTo(sent.length);
      echo.join();
      writer.join();
    }
    assertThat(hosts.connections()).isEqualTo(1);
  }

  @Test
  void a_silent_far_end_is_waited_for_as_long_as_was_said_and_can_speak_later() throws Exception {
    try (ServerSocket far = new ServerSocket(0, 5, HERE);
        Socket socket = hosts.connect(server.target()).dial(HERE, far.getLocalPort(), PATIENCE);
        Socket accepted = far.accept()) {
      socket.setSoTimeout(50);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> socket.getInputStream().read())
          .withMessageContaining("50 ms");
      socket.setSoTimeout(0);
      accepted.getOutputStream().write("late".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("late");
    }
  }

  @Test
  void a_port_on_which_nothing_listens_is_refused_in_the_words_of_the_host() throws Exception {
    int shut = OpenSshServer.freePort();
    SshSession session = hosts.connect(server.target());
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> session.dial(HERE, shut, PATIENCE))
        .withMessageContaining("refused");
  }

  @Test
  void what_answers_too_late_is_given_up_and_the_connection_serves_on() throws Exception {
    SshSession session = hosts.connect(server.target());
    try (ServerSocket far = new ServerSocket(0, 1, HERE);
        Socket one = new Socket(HERE, far.getLocalPort());
        Socket two = new Socket(HERE, far.getLocalPort())) {
      // Its backlog is full: the kernel lets further ones wait, until somebody is accepted.
      assertThat(one.isConnected() && two.isConnected()).isTrue();
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> session.dial(HERE, far.getLocalPort(), Duration.ofMillis(300)));
    }
    assertThat(session.run(Script.of(Step.of("still", "echo", "there"))).result("still").stdout())
        .isEqualTo("there\n");
    assertThat(hosts.connections()).isEqualTo(1);
  }

  @Test
  void a_server_that_forwards_nothing_says_so_and_no_port_is_called_shut() throws Exception {
    try (MinaServer strict = MinaServer.start();
        SshHosts others =
            new SshHosts(
                Credentials.of(new CredentialFiles(List.of(folder))), SshOptions.DEFAULT)) {
      Files.setPosixFilePermissions(
          Files.writeString(folder.resolve("password"), MinaServer.PASSWORD),
          PosixFilePermissions.fromString("rw-------"));
      SshTarget target =
          SshTarget.of(
              strict.address,
              "root",
              CredentialRef.parse(CredentialKind.PASSWORD, "file:password"),
              new HostKeyPolicy.Strict(strict.knownHosts(folder)));
      SshSession session = others.connect(target);
      assertThatExceptionOfType(ForwardingRefusedException.class)
          .isThrownBy(() -> session.dial(HERE, server.address.port(), PATIENCE))
          .withMessageContaining("AllowTcpForwarding");
    }
  }
}
