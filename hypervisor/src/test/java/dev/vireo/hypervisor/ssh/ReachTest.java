package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a host cannot be reached, told apart. */
class ReachTest {
  private static final CredentialRef PASSWORD =
      CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_TEST");
  private static final Timeouts SHORT =
      new Timeouts(
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  @TempDir Path folder;
  private String password = MinaServer.PASSWORD;
  private SshHosts hosts;

  @BeforeEach
  void open() {
    hosts = new SshHosts(ref -> Secret.of(password), SshOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private SshTarget target(HostAddress address, HostKeyPolicy policy) {
    return SshTarget.of(address, "root", PASSWORD, policy);
  }

  private HostKeyPolicy strict() {
    return new HostKeyPolicy.Strict(folder.resolve("known_hosts"));
  }

  private UnreachableException unreachable(SshTarget target) {
    return catchThrowableOfType(UnreachableException.class, () -> hosts.connect(target));
  }

  private void runs(SshTarget target) throws Exception {
    assertThat(
            hosts.connect(target).run(Script.of(Step.of("a", "echo", "hi"))).result("a").stdout())
        .isEqualTo("hi\n");
  }

  @Test
  void name_that_does_not_resolve() {
    UnreachableException e =
        unreachable(target(HostAddress.parse("no-such-host.invalid"), strict()));
    assertThat(e.reason()).isEqualTo(Reason.NAME);
    assertThat(e).hasMessageContaining("no-such-host.invalid:22");
  }

  @Test
  void port_where_nothing_listens() throws Exception {
    HostAddress address = new HostAddress("127.0.0.1", OpenSshServer.freePort());
    UnreachableException e = unreachable(target(address, strict()));
    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
    assertThat(e).hasMessageContaining("127.0.0.1: connection refused").hasMessageContaining("SSH");
  }

  @Test
  void host_that_does_not_answer() throws Exception {
    // A listener whose queue is full lets further connections wait, as a filter does.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> queue = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          SocketChannel channel = SocketChannel.open();
          channel.configureBlocking(false);
          channel.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
          queue.add(channel);
        }
        UnreachableException e =
            unreachable(
                target(new HostAddress("127.0.0.1", full.getLocalPort()), strict()).with(SHORT));
        assertThat(e.reason()).isEqualTo(Reason.FILTERED);
        assertThat(e).hasMessageContaining("no answer within 500 ms");
      } finally {
        for (SocketChannel channel : queue) {
          channel.close();
        }
      }
    }
  }

  /** A server that says something, or nothing, and keeps the connection or not. */
  private UnreachableException unreachableBehind(String greeting, Timeouts timeouts, boolean keeps)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      List<Socket> kept = new ArrayList<>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Socket socket = server.accept();
                      kept.add(socket);
                      socket
                          .getOutputStream()
                          .write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                      if (!keeps) {
                        socket.close();
                      }
                    } catch (IOException testIsOver) {
                      Thread.currentThread().interrupt();
                    }
                  });
      UnreachableException e =
          unreachable(
              target(new HostAddress("127.0.0.1", server.getLocalPort()), strict()).with(timeouts));
      thread.join();
      for (Socket socket : kept) {
        socket.close();
      }
      return e;
    }
  }

  @Test
  void server_that_does_not_speak_ssh() throws Exception {
    String page = "HTTP/1.1 400 Bad Request\r\n\r\n".repeat(2_000);
    for (boolean keeps : new boolean[] {true, false}) {
      UnreachableException e = unreachableBehind(page, Timeouts.DEFAULT, keeps);
      assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(e).hasMessageContaining("does not speak SSH");
    }
  }

  @Test
  void server_that_takes_the_connection_and_hangs() throws Exception {
    UnreachableException e = unreachableBehind("", SHORT, true);
    assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
    assertThat(e).hasMessageContaining("then nothing more within 2 s");
  }

  @Test
  void server_that_hangs_after_its_greeting() throws Exception {
    UnreachableException e = unreachableBehind("SSH-2.0-dropbear_0.52\r\n", SHORT, true);
    assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
    assertThat(e).hasMessageContaining("SSH-2.0-dropbear_0.52");
  }

  @Test
  void server_that_closes_at_once() throws Exception {
    UnreachableException e = unreachableBehind("", Timeouts.DEFAULT, false);
    assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
    assertThat(e).hasMessageContaining("closed the connection");
  }

  @Test
  void password_that_is_right() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      runs(target(server.address, new HostKeyPolicy.Strict(server.knownHosts(folder))));
      assertThat(server.passwordsSeen).hasValue(1);
    }
  }

  @Test
  void password_that_is_asked_for_by_a_prompt() throws Exception {
    try (MinaServer server = MinaServer.start(MinaServer.login(MinaServer.BY_PROMPT))) {
      runs(target(server.address, new HostKeyPolicy.Strict(server.knownHosts(folder))));
    }
  }

  @Test
  void password_that_is_wrong_is_offered_once_only_so_that_no_account_is_locked() throws Exception {
    password = "wrong-" + MinaServer.PASSWORD;
    try (MinaServer server =
        MinaServer.start(MinaServer.login(MinaServer.BY_PROMPT, MinaServer.BY_PASSWORD))) {
      UnreachableException e =
          unreachable(target(server.address, new HostKeyPolicy.Strict(server.knownHosts(folder))));
      assertThat(e.reason()).isEqualTo(Reason.AUTH);
      assertThat(e)
          .hasMessageContaining("root on " + server.address)
          .hasMessageContaining("env:VIREO_CREDENTIAL_TEST")
          .hasMessageContaining("password")
          .hasMessageNotContaining(MinaServer.PASSWORD);
      assertThat(server.passwordsSeen).hasValue(1);
    }
  }

  @Test
  void host_that_is_not_known() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      UnreachableException e = unreachable(target(server.address, strict()));
      assertThat(e.reason()).isEqualTo(Reason.HOST_KEY);
      assertThat(e)
          .hasMessageContaining(HostKey.of(server.key.getPublic()).fingerprint())
          .hasMessageContaining("says nothing about it")
          .hasMessageContaining(
              KnownHosts.line(server.address, HostKey.of(server.key.getPublic())));
      assertThat(server.passwordsSeen).hasValue(0);
    }
  }

  @Test
  void lines_of_known_hosts_that_cannot_be_read_are_named() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      Files.writeString(folder.resolve("known_hosts"), "# ours\n127.0.0.1 ssh-ed25519\n");
      assertThat(unreachable(target(server.address, strict())))
          .hasMessageContaining("(its lines [2] could not be read)");
    }
  }

  @Test
  void host_whose_key_has_changed_is_refused_with_both_fingerprints_whatever_the_policy()
      throws Exception {
    KeyPair former = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    try (MinaServer server = MinaServer.start()) {
      Path known = server.knownHosts(folder, former);
      String before = Files.readString(known);
      for (HostKeyPolicy policy :
          List.of(new HostKeyPolicy.Strict(known), new HostKeyPolicy.TrustOnFirstUse(known))) {
        UnreachableException e = unreachable(target(server.address, policy));
        assertThat(e.reason()).isEqualTo(Reason.HOST_KEY);
        assertThat(e)
            .hasMessageContaining("has changed")
            .hasMessageContaining(HostKey.of(server.key.getPublic()).fingerprint())
            .hasMessageContaining(HostKey.of(former.getPublic()).fingerprint() + " (line 1)")
            .hasMessageContaining("ssh-keygen -f '" + known + "' -R '" + "[127.0.0.1]:");
      }
      assertThat(server.passwordsSeen).hasValue(0);
      assertThat(known).hasContent(before);
    }
  }

  @Test
  void host_that_is_trusted_on_first_use_is_known_from_then_on() throws Exception {
    Path known = folder.resolve("known_hosts");
    try (MinaServer server = MinaServer.start()) {
      runs(target(server.address, new HostKeyPolicy.TrustOnFirstUse(known)));
      assertThat(known)
          .hasContent(KnownHosts.line(server.address, HostKey.of(server.key.getPublic())));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known)))
          .isEqualTo("rw-------");
      runs(target(server.address, new HostKeyPolicy.Strict(known)));
    }
  }

  @Test
  void known_hosts_that_cannot_be_written_is_said() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      Path known = folder.resolve("no-such-folder").resolve("known_hosts");
      UnreachableException e =
          unreachable(target(server.address, new HostKeyPolicy.TrustOnFirstUse(known)));
      assertThat(e.reason()).isEqualTo(Reason.HOST_KEY);
      assertThat(e).hasMessageContaining(known.toString()).hasMessageContaining("writable");
    }
  }

  private static void onlyOldAlgorithms(SshServer server) {
    server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg1)));
    server.setCipherFactories(MinaServer.only(BuiltinCiphers.aes128cbc));
    server.setMacFactories(MinaServer.only(BuiltinMacs.hmacsha1));
    server.setSignatureFactories(MinaServer.only(BuiltinSignatures.rsa));
  }

  @Test
  void host_with_old_algorithms_is_refused_and_the_opt_in_is_named() throws Exception {
    try (MinaServer server = MinaServer.startWithRsa(ReachTest::onlyOldAlgorithms)) {
      SshTarget target =
          target(server.address, new HostKeyPolicy.Strict(server.knownHosts(folder)));
      UnreachableException e = unreachable(target);
      assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(e)
          .hasMessageContaining("as key exchange it offers only diffie-hellman-group1-sha1;")
          .hasMessageContaining("as host key it offers only ssh-rsa")
          .hasMessageContaining("as cipher it offers only aes128-cbc")
          .hasMessageContaining("as MAC it offers only hmac-sha1")
          .hasMessageContaining("crypto LEGACY");
      runs(target.with(Crypto.LEGACY));
    }
  }

  @Test
  void host_with_algorithms_that_are_never_allowed_is_refused_also_with_the_opt_in()
      throws Exception {
    try (MinaServer server =
        MinaServer.start(s -> s.setCipherFactories(MinaServer.only(BuiltinCiphers.arcfour128)))) {
      SshTarget target =
          target(server.address, new HostKeyPolicy.Strict(server.knownHosts(folder)));
      for (Crypto crypto : Crypto.values()) {
        UnreachableException e = unreachable(target.with(crypto));
        assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(e).hasMessageContaining("arcfour128").hasMessageContaining("would not help");
      }
    }
  }

  @Test
  void no_secret_is_in_any_log_line_of_a_login() throws Exception {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public synchronized void publish(LogRecord line) {
            lines.add(line.getMessage() + " " + line.getThrown());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.FINE);
    try (MinaServer server = MinaServer.start()) {
      HostKeyPolicy policy = new HostKeyPolicy.Strict(server.knownHosts(folder));
      runs(target(server.address, policy));
      password = "wrong-" + MinaServer.PASSWORD;
      assertThat(unreachable(SshTarget.of(server.address, "other", PASSWORD, policy))).isNotNull();
    } finally {
      root.setLevel(before);
      root.removeHandler(handler);
    }
    assertThat(lines)
        .anyMatch(line -> line.contains("connected as root"))
        .noneMatch(line -> line.contains(MinaServer.PASSWORD))
        .noneMatch(line -> line.contains(KeyUtils.getFingerPrint(MinaServer.PASSWORD)));
  }
}
