package dev.vireo.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * This very machine as a host: OpenSSH's own {@code sshd} on loopback, as the user who starts it,
 * with keys and a port of its own.
 */
public final class LoopbackHost implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port = LoopbackPort.free();
  private Process sshd;

  private LoopbackHost(Path folder) throws IOException {
    this.folder = folder;
    keygen(folder.resolve("host_key"));
    keygen(key());
    Files.writeString(
        knownHosts(),
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
        MaxStartups 1000
        Subsystem sftp internal-sftp
        # What the user's shells do when they start is none of this host's business.
        SetEnv HOME=%s
        """
            .formatted(port, folder, folder, folder));
    sshd = launch();
  }

  /** Whether this machine can be one; else {@code /usr/sbin/sshd} is missing. */
  public static boolean possible() {
    return Files.isExecutable(SSHD);
  }

  /**
   * Starts it; returns when it answers.
   *
   * @param folder for its keys and configuration; made where it is missing
   */
  public static LoopbackHost start(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    return new LoopbackHost(folder);
  }

  private static void keygen(Path file) throws IOException {
    var command = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Process launch() throws IOException {
    Path log = folder.resolve("sshd.log");
    Process started =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        started.destroy();
        throw new IOException("sshd did not come up: " + Files.readString(log));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        started.destroy();
        throw interrupted(e);
      }
    }
    return started;
  }

  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static LocalPlatformException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalPlatformException("interrupted while sshd was started or stopped", e);
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Where it listens, with its port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Whom it lets in. */
  public String user() {
    return System.getProperty("user.name");
  }

  /** The private key that it lets in. */
  public Path key() {
    return folder.resolve("key");
  }

  /** Its own key, as clients know it. */
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** What runs there on behalf of clients. */
  public List<ProcessHandle> programs() {
    return sshd.descendants()
        .filter(p -> p.info().command().filter(c -> !c.endsWith("sshd")).isPresent())
        .toList();
  }

  /** Ends each connection, as by SIGKILL of what serves it; the server takes new ones. */
  public void killConnections() {
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends the server and each connection it serves, as a host does that loses power. */
  public void kill() {
    killConnections();
    try {
      sshd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts it again on the same port with the same keys. */
  public void restart() throws IOException {
    kill();
    sshd = launch();
  }

  @Override
  public void close() {
    kill();
  }
}
