package dev.vireo.backup.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.local.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that repositories are kept in, of others' making, on a port of loopback of its own. */
final class ForeignServer implements AutoCloseable {

  static final String USER = "backup";
  static final String SECRET = "right-secret/with+signs";

  private static final Path RCLONE = Path.of("/usr/bin/rclone");
  private static final Path S3PROXY = Path.of("target/servers/s3proxy-jar-with-dependencies.jar");

  private final List<String> command;
  private final Path folder;
  private final int port;
  private Process process;

  private ForeignServer(List<String> command, Path folder, int port) throws Exception {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /** One that speaks restic's own protocol. */
  static ForeignServer rest(Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(RCLONE),
        "rule needs-rclone: this test stores behind rclone's server, and "
            + RCLONE
            + " is missing");
    int port = LoopbackPort.free();
    Files.createDirectories(folder);
    return new ForeignServer(
        List.of(
            RCLONE.toString(),
            "serve",
            "restic",
            "--config",
            folder.resolve("rclone.conf").toString(),
            "--addr",
            "127.0.0.1:" + port,
            "--user",
            USER,
            "--pass",
            SECRET,
            folder.resolve("kept").toString()),
        folder,
        port);
  }

  /** One that speaks S3, and checks signatures. */
  static ForeignServer s3(Path folder) throws Exception {
    assumeTrue(
        Files.isRegularFile(S3PROXY),
        "rule needs-s3proxy: this test stores behind S3Proxy, which Maven copies to " + S3PROXY);
    int port = LoopbackPort.free();
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Path configuration =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem
            jclouds.filesystem.basedir=%s
            jclouds.identity=unused
            jclouds.credential=unused
            """
                .formatted(port, USER, SECRET, kept));
    return new ForeignServer(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            S3PROXY.toAbsolutePath().toString(),
            "--properties",
            configuration.toString()),
        folder,
        port);
  }

  int port() {
    return port;
  }

  private Process launch() throws Exception {
    Path log = folder.resolve("server.log");
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    for (int i = 0; i < 3_000; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return started;
        }
      } catch (IOException notYet) {
        if (!started.isAlive()) {
          throw new IOException("it ended: " + Files.readString(log));
        }
        Thread.sleep(20);
      }
    }
    started.destroyForcibly();
    throw new IOException("it did not come up: " + Files.readString(log));
  }

  /** Ends it as a machine does that loses power. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again on the same port, with what it has kept. */
  void restart() throws Exception {
    kill();
    process = launch();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
