package dev.vireo.bus.kit;

import dev.vireo.local.DatabaseAccess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the service, of its own, that ends as by SIGKILL at a chosen point. */
final class ServiceProcess implements AutoCloseable {

  /** What {@link Runtime#halt} is given, and what a shell says of a process that was killed. */
  private static final int KILLED = 137;

  private static final String PASSWORD = "VIREO_TEST_PASSWORD";

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServiceProcess start(TestBus bus, String haltAt) throws IOException {
    DatabaseAccess database = bus.database().access();
    Path log = Files.createTempFile("service-process-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                bus.kafka().get("bootstrap.servers"),
                database.host(),
                Integer.toString(database.port()),
                database.database(),
                database.user(),
                database.schema(),
                haltAt)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put(PASSWORD, database.password());
    return new ServiceProcess(builder.start(), log);
  }

  /** Waits until it has ended at its point. */
  void awaitHalt() throws Exception {
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != KILLED) {
      throw new AssertionError(
          "the process %s; it printed:%n%s"
              .formatted(
                  ended ? "ended with " + process.exitValue() : "came to no end",
                  Files.readString(log)));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }

  /** Bootstrap servers; the database's host, port, name, user and schema; where to halt. */
  public static void main(String[] args) throws Exception {
    DatabaseAccess access =
        new DatabaseAccess(
            args[1],
            Integer.parseInt(args[2]),
            args[3],
            args[4],
            System.getenv().getOrDefault(PASSWORD, ""),
            args[5]);
    TestDatabase database = TestDatabase.open(access);
    Map<String, String> kafka = TestBus.client(args[0]);
    String instance = "process-" + ProcessHandle.current().pid();
    Kit kit =
        TestBus.kit(
            instance,
            new Publisher(kafka, instance),
            database.source(),
            new TermLeases(new JdbcLeaseStore(database.source()), Duration.ofSeconds(30)),
            Checkpoint.haltAt(args[6]));
    CommandRun run =
        new CommandRun(
            TestBus.DOMAIN,
            new SimulatedWork(database.source()).handlers(),
            kit,
            new SimpleMeterRegistry());
    new CommandLoop(kafka, TestBus.DOMAIN, run, kit).start();
    // Nobody shall outlive the test that started it.
    Thread.sleep(Duration.ofMinutes(3));
    Runtime.getRuntime().halt(1);
  }
}
