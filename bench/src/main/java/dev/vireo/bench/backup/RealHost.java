package dev.vireo.bench.backup;

import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This machine as a host: OpenSSH's own sshd on loopback, with a key and a port of its own. */
final class RealHost implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process sshd;

  private RealHost(Path folder, int port, Process sshd) {
    this.folder = folder;
    this.port = port;
    this.sshd = sshd;
  }

  /**
   * Starts it.
   *
   * @param folder an empty one, for its keys
   */
  static RealHost start(Path folder) throws IOException, InterruptedException {
    if (!Files.isExecutable(SSHD)) {
      throw new NotMeasured(SSHD + " is missing: the folder is read from a host behind it");
    }
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    keygen(folder.resolve("host_ed25519"));
    keygen(folder.resolve("user_ed25519"));
    Files.copy(folder.resolve("user_ed25519.pub"), folder.resolve("authorized_keys"));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
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
        SetEnv HOME=%s
        """
            .formatted(port, folder, folder, folder));
    Process sshd =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    RealHost host = new RealHost(folder, port, sshd);
    host.awaitAnswer();
    return host;
  }

  private static void keygen(Path file) {
    Program.Ended made =
        Program.run(
            List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()),
            Map.of(),
            file.resolveSibling("keygen.err"));
    if (made.exit() != 0) {
      throw new NotMeasured("ssh-keygen ended with " + made.exit());
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    for (int i = 0; i < 500 && sshd.isAlive(); i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    close();
    throw new NotMeasured(
        "sshd does not answer: " + Files.readString(folder.resolve("sshd.log")).strip());
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** The private key of the account that may log in. */
  Path key() {
    return folder.resolve("user_ed25519");
  }

  @Override
  public void close() {
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    sshd.destroyForcibly();
  }
}
