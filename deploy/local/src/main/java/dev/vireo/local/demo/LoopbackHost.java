package dev.vireo.local.demo;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * This very machine as a host: OpenSSH's own {@code sshd} on loopback, as the user who runs the
 * demo, with keys and a port of its own. It ends with the demo.
 */
final class LoopbackHost implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process sshd;

  private LoopbackHost(Path folder, int port, Process sshd) {
    this.folder = folder;
    this.port = port;
    this.sshd = sshd;
  }

  /** Whether this machine can be one. */
  static boolean possible() {
    return Files.isExecutable(SSHD);
  }

  /**
   * Starts it.
   *
   * @param folder for its keys and configuration
   */
  static LoopbackHost start(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    keygen(folder.resolve("host_key"));
    keygen(folder.resolve("key"));
    int port = freePort();
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_key.pub")));
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s/host_key
        AuthorizedKeysFile %s/key.pub
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        """
            .formatted(port, folder, folder));
    Process sshd =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    LoopbackHost host = new LoopbackHost(folder, port, sshd);
    host.awaitAnswer();
    return host;
  }

  private static void keygen(Path file) throws IOException {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted at " + command[0]);
    }
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!answers()) {
      if (!sshd.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException(
            "sshd did not come up: " + Files.readString(folder.resolve("sshd.log")));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalPlatformException("interrupted while sshd was starting");
      }
    }
  }

  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it listens. */
  String address() {
    return "127.0.0.1:" + port;
  }

  String user() {
    return System.getProperty("user.name");
  }

  /** The private key that it lets in. */
  Path key() {
    return folder.resolve("key");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  @Override
  public void close() {
    sshd.descendants().forEach(ProcessHandle::destroy);
    sshd.destroy();
  }
}
