package dev.vireo.backup.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The machine that the test runs on, as a host behind the real sshd on loopback, with a key and a
 * port of its own.
 */
final class SshMachine implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final String name = "host-" + UUID.randomUUID().toString().substring(0, 8);
  private final Path folder;
  private final int port;
  private Process sshd;

  private SshMachine(Path folder, int port) throws Exception {
    this.folder = folder;
    this.port = port;
    keygen("host_ed25519");
    keygen("user_ed25519");
    Files.copy(folder.resolve("user_ed25519.pub"), folder.resolve("authorized_keys"));
    sshd = launch();
  }

  /**
   * Starts it.
   *
   * @param folder an empty one, for its keys and configuration
   */
  static SshMachine start(Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(SSHD),
        "rule needs-openssh: this test works on a host behind a real sshd, and "
            + SSHD
            + " is missing");
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Files.createDirectories(folder);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      socket.close();
      return new SshMachine(folder, port);
    }
  }

  private void keygen(String file) throws Exception {
    Process made =
        new ProcessBuilder(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve(file).toString())
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("ssh-keygen failed");
    }
  }

  private Process launch() throws Exception {
    Path log = folder.resolve("sshd.log");
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
        Subsystem sftp internal-sftp
        # What the shells of whoever runs the tests do when they start is none of the tests' business.
        SetEnv HOME=%s
        """
            .formatted(port, folder, folder, folder));
    Process started =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    for (int i = 0; i < 500; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return started;
        }
      } catch (IOException notYet) {
        if (!started.isAlive()) {
          throw new IOException("sshd ended: " + Files.readString(log));
        }
        Thread.sleep(Duration.ofMillis(20));
      }
    }
    started.destroy();
    throw new IOException("sshd did not come up: " + Files.readString(log));
  }

  /** Has it known as a host, and puts its key among the credentials. */
  void register(Conversation bus, Path credentials) throws IOException {
    register(bus, credentials, Map.of());
  }

  /** Has it known as a host with tags, or with other tags. */
  void register(Conversation bus, Path credentials, Map<String, String> tags) throws IOException {
    Files.copy(
        folder.resolve("user_ed25519"),
        credentials.resolve(key()),
        StandardCopyOption.REPLACE_EXISTING);
    bus.say(
        Domain.INVENTORY,
        new HostRegistered(
            name,
            new Connection(
                "127.0.0.1:" + port,
                System.getProperty("user.name"),
                CredentialKind.PRIVATE_KEY,
                "file:" + key(),
                HostKeyTrust.TRUST_ON_FIRST_USE,
                null),
            tags));
  }

  /** Its registered name. */
  String name() {
    return name;
  }

  /** The name of the private key among the credentials. */
  String key() {
    return name + ".key";
  }

  int port() {
    return port;
  }

  /** What runs there on behalf of clients. */
  List<ProcessHandle> programs() {
    return sshd.descendants()
        .filter(p -> p.info().command().filter(c -> !c.endsWith("sshd")).isPresent())
        .toList();
  }

  /** Ends each connection, as by SIGKILL of what serves it; the server takes new ones. */
  void killConnections() {
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends the server and each connection it serves, as a host does that loses power. */
  void kill() throws InterruptedException {
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    sshd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again on the same port with the same keys. */
  void restart() throws Exception {
    kill();
    sshd = launch();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
