package dev.vireo.local.testing;

import dev.vireo.local.LoopbackPort;
import dev.vireo.local.estate.ProcessIdentity;
import dev.vireo.local.estate.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged {@code ramcloud-service} as a process of its own: a master as it runs in production,
 * with little memory.
 *
 * <p>It must be built before the tests that use it. Their module says so by depending on the
 * artifact {@code vireo-ramcloud-service} of type {@code pom}, scope {@code test}, with everything
 * excluded: nothing of it comes to the class path, and Maven builds it before.
 *
 * <p>Who needs a store and nothing special takes the shared one, {@link TestBackends#ramcloud()}.
 */
public final class RamcloudProcess implements AutoCloseable {

  private static final Path RUNNER =
      Path.of("ramcloud-service", "target", "quarkus-app", "quarkus-run.jar");
  private static final int LOG_LINES_IN_ERRORS = 60;

  private final Process process;
  private final Path log;
  private final int port;
  private final int httpPort;

  private RamcloudProcess(Process process, Path log, int port, int httpPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.httpPort = httpPort;
  }

  /**
   * Starts a master; returns at once.
   *
   * @param kafka where the broker is
   * @param folder for its log
   * @param settings further properties of the service, such as {@code vireo.ramcloud.topic}: of one
   *     topic and one group are the masters of one cluster
   */
  public static RamcloudProcess start(String kafka, Path folder, Map<String, String> settings)
      throws IOException {
    Path log = Files.createTempFile(folder, "ramcloud", ".log");
    int port = LoopbackPort.free();
    int httpPort = LoopbackPort.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvireo.ramcloud.memory=" + (128 << 20),
                "-Dvireo.ramcloud.tablets=4",
                // The brokers of tests allow it: a dead master is noticed soon.
                "-Dvireo.ramcloud.session-timeout=1s"));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", runner().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka,
                "VIREO_HTTP_PORT", Integer.toString(httpPort),
                "VIREO_RAMCLOUD_PORT", Integer.toString(port)));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new RamcloudProcess(builder.start(), log, port, httpPort);
  }

  private static Path runner() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path runner = folder.resolve(RUNNER);
      if (Files.exists(runner)) {
        return runner;
      }
    }
    throw new AssertionError(
        "There is no %s above %s. Build it: ./vireo build ramcloud-service"
            .formatted(RUNNER, here));
  }

  /** Waits until it has been given its tablets and serves all of them; gives itself. */
  public RamcloudProcess ready() throws IOException, InterruptedException {
    var readiness = new Readiness.Http(httpPort);
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (true) {
      var identity = ProcessIdentity.of(process.pid());
      if (identity.isEmpty() || !process.isAlive()) {
        throw new AssertionError("the master has ended:\n" + tail());
      }
      var answer = readiness.ask(identity.get());
      if (answer.ready()) {
        return this;
      }
      if (System.nanoTime() > until) {
        throw new AssertionError("the master is not ready: " + answer.seen() + "\n" + tail());
      }
      Thread.sleep(100);
    }
  }

  /** Where it speaks RESP, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Where it speaks RESP, as a URL. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Where it is asked over HTTP, on 127.0.0.1. */
  public int httpPort() {
    return httpPort;
  }

  /** Stops it in its tracks ({@code SIGSTOP}), until {@link #wake}. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on where it was. */
  public void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    if (!signalled(name)) {
      throw new AssertionError("kill -" + name + " found no master: it has ended");
    }
  }

  private boolean signalled(String name) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()
        == 0;
  }

  /** Ends it as a power cut would; returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The last of what it logged. */
  public String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_ERRORS), lines.size()));
  }

  /** Asks it to end, so that it hands its tablets over; kills it where it does not within 40 s. */
  @Override
  public void close() throws IOException, InterruptedException {
    // One that is paused would not hear that it is to end; one that has just ended need not.
    boolean unused = process.isAlive() && signalled("CONT");
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
