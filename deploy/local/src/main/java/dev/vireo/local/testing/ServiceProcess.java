package dev.vireo.local.testing;

import dev.vireo.local.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service of the module whose tests run, as a process of its own, as it runs in
 * production.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Path RUNNER = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final int HALTED = 137;

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What each process of one service is given.
   *
   * @param kafka where the broker is
   * @param database its schema
   * @param folder for credentials, known_hosts and logs
   */
  public record Surroundings(String kafka, DatabaseAccess database, Path folder) {

    /** Where credentials are. */
    public Path credentials() {
      return folder.resolve("credentials");
    }

    /** The hosts' keys. */
    public Path knownHosts() {
      return folder.resolve("known_hosts");
    }
  }

  /**
   * Starts the service.
   *
   * @param haltAt where it ends as SIGKILL would end it, such as {@code after-set#2}; empty:
   *     nowhere
   */
  public static ServiceProcess start(Surroundings around, String haltAt) throws IOException {
    return start(around, haltAt, "5s");
  }

  /**
   * Starts the service with leases of another length.
   *
   * @param leaseTerm such as {@code 5s}, which the others have
   */
  public static ServiceProcess start(Surroundings around, String haltAt, String leaseTerm)
      throws IOException {
    return start(around, haltAt, leaseTerm, Map.of());
  }

  /**
   * Starts the service with leases of another length.
   *
   * @param environment further variables, and others instead of the usual ones: without any, leases
   *     are in the database
   */
  public static ServiceProcess start(
      Surroundings around, String haltAt, String leaseTerm, Map<String, String> environment)
      throws IOException {
    Path log = Files.createTempFile(around.folder(), "service", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvireo.halt-at=" + haltAt,
                "-Dvireo.lease.term=" + leaseTerm,
                // Kafka gives the work of a process that died to the next one after this time.
                "-Dkafka.session.timeout.ms=6000",
                "-Dkafka.heartbeat.interval.ms=1500",
                "-jar",
                RUNNER.toAbsolutePath().toString()));
    DatabaseAccess database = around.database();
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", around.kafka(),
                "VIREO_DB_HOST", database.host(),
                "VIREO_DB_PORT", Integer.toString(database.port()),
                "VIREO_DB_NAME", database.database(),
                "VIREO_DB_USER", database.user(),
                "VIREO_DB_PASSWORD", database.password(),
                "VIREO_DB_SCHEMA", database.schema(),
                "VIREO_HTTP_PORT", "0",
                "VIREO_CREDENTIALS_DIR", around.credentials().toString(),
                "VIREO_KNOWN_HOSTS", around.knownHosts().toString()));
    builder.environment().put("VIREO_STATE_DIR", around.folder().resolve("state").toString());
    builder.environment().put("VIREO_WATCH_EVERY", "24h");
    builder.environment().put("VIREO_BACKUP_LOOK_EVERY", "24h");
    builder.environment().put("VIREO_LEASES", "postgres");
    // Nobody listens there; at the usual port somebody might.
    builder.environment().put("VIREO_RAMCLOUD", "redis://127.0.0.1:1");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServiceProcess(builder.start(), log);
  }

  /** Waits until it has ended itself where it was told to. */
  public void halts() throws IOException, InterruptedException {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      throw new AssertionError("it never came to where it was to halt:\n" + tail());
    }
    if (process.exitValue() != HALTED) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + tail());
    }
  }

  /** All that it logged so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** The last of what it logged. */
  public String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
