package dev.vireo.hypervisor.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real sshd, on loopback, as the user who runs the test, with keys and a port of its own. */
final class OpenSshServer implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  final Path folder;
  final HostAddress address;
  private final Path log;
  private Process process;

  private OpenSshServer(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.address = new HostAddress("127.0.0.1", port);
    this.log = folder.resolve("sshd.log");
    keygen("host_ed25519", "ed25519");
    keygen("user_ed25519", "ed25519");
    Files.copy(folder.resolve("user_ed25519.pub"), folder.resolve("authorized_keys"));
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_ed25519.pub")));
    this.process = launch();
  }

  /** Skips the test where there is no sshd to start. */
  static OpenSshServer start(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(SSHD),
        "rule needs-openssh: this test talks to a real OpenSSH server, and "
            + SSHD
            + " is missing");
    // Started by root, sshd wants its privilege separation directory; others need none.
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    return new OpenSshServer(folder, freePort());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void keygen(String name, String type) throws IOException, InterruptedException {
    keygen(name, type, "-N", "");
  }

  void keygen(String name, String type, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-t", type));
    command.addAll(List.of(options));
    command.addAll(List.of("-f", folder.resolve(name).toString()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("ssh-keygen failed");
    }
  }

  private Process launch() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s/host_ed25519
        AuthorizedKeysFile %s/authorized_keys
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        MaxStartups 1000
        """
            .formatted(address.port(), folder, folder));
    Process sshd =
        new ProcessBuilder(
                SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    for (int i = 0; i < 500; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
        if (probe.isConnected()) {
          return sshd;
        }
      } catch (IOException notYet) {
        if (!sshd.isAlive()) {
          throw new IOException("sshd ended: " + Files.readString(log));
        }
        Thread.sleep(Duration.ofMillis(20));
      }
    }
    sshd.destroy();
    throw new IOException("sshd did not come up: " + Files.readString(log));
  }

  /** Ends the server and each connection it serves, as a host does that loses power. */
  void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again on the same port with the same keys. */
  void restart() throws IOException, InterruptedException {
    kill();
    process = launch();
  }

  /** What runs on behalf of clients. */
  List<ProcessHandle> shells() {
    return process
        .descendants()
        .filter(p -> p.info().command().filter(c -> !c.endsWith("sshd")).isPresent())
        .toList();
  }

  SshTarget target() {
    return SshTarget.of(
        address,
        System.getProperty("user.name"),
        CredentialRef.parse(CredentialKind.PRIVATE_KEY, "file:user_ed25519"),
        new HostKeyPolicy.Strict(folder.resolve("known_hosts")));
  }

  Credentials credentials() {
    return Credentials.of(new CredentialFiles(List.of(folder)));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
