package dev.vireo.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL, run as a child process from its Maven-packaged binaries.
 *
 * <p>Listens on 127.0.0.1 only (no Unix socket) and wants a password (SCRAM) from everyone. The
 * data folder is initialised when it is fresh and kept from then on. A server that outlived a
 * killed parent is stopped first; the remains of a killed server are PostgreSQL's own to recover.
 */
public final class LocalPostgres implements AutoCloseable {

  /** What a crash of the machine may cost. */
  public enum Durability {
    /** Nothing that was committed. */
    SYNCED,
    /** Everything: for tests, whose data is thrown away. */
    NONE
  }

  /**
   * Where and how one server lives.
   *
   * @param home its data ({@code pgdata}) and passwords ({@code secrets}) are kept in here
   * @param binaries where PostgreSQL's programs are unpacked to, shared by any number of servers
   * @param log what the server prints is appended to this file
   * @param wantedPort another is chosen where it is 0 or taken
   */
  public record Settings(
      Path home, Path binaries, Path log, int wantedPort, Durability durability) {}

  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final Duration START_BOUND = Duration.ofMinutes(2);
  private static final Duration STOP_BOUND = Duration.ofSeconds(30);
  private static final int LOG_LINES_IN_ERRORS = 5;

  private final Settings settings;
  private final PostgresCluster cluster;
  private final PostgresAdmin admin;
  private final Process postmaster;

  private LocalPostgres(
      Settings settings, PostgresCluster cluster, PostgresAdmin admin, Process postmaster) {
    this.settings = settings;
    this.cluster = cluster;
    this.admin = admin;
    this.postmaster = postmaster;
  }

  /**
   * Starts the server and returns when it answers queries.
   *
   * @throws LocalPlatformException where it does not within two minutes, with the end of its log
   */
  public static LocalPostgres start(Settings settings) {
    var secrets = new Secrets(settings.home().resolve("secrets"));
    String password = secrets.password(PostgresAdmin.SUPERUSER);
    var cluster = cluster(settings);
    cluster.user().letThrough(settings.home(), settings.binaries());
    cluster.stopOrphan();
    cluster.initialise(PostgresAdmin.SUPERUSER, password, settings.durability());
    int port = LoopbackPort.freeOr(settings.wantedPort());
    var postmaster = cluster.launch(port, settings.durability());
    var postgres =
        new LocalPostgres(
            settings, cluster, new PostgresAdmin("127.0.0.1", port, password, secrets), postmaster);
    postgres.awaitReady();
    LOG.info("PostgreSQL listens on 127.0.0.1:{} with its data in {}", port, settings.home());
    return postgres;
  }

  /** Stops the server that a killed process left behind in this home, if there is one. */
  public static void stopOrphan(Settings settings) {
    if (Files.exists(settings.home().resolve("pgdata").resolve("postmaster.pid"))) {
      cluster(settings).stopOrphan();
    }
  }

  public String host() {
    return admin.host();
  }

  public int port() {
    return admin.port();
  }

  /** The server's process id. */
  public long pid() {
    return postmaster.pid();
  }

  /** Who makes databases, schemas and roles in it. */
  public PostgresAdmin admin() {
    return admin;
  }

  /** Stops the server: open transactions are rolled back, committed data is on disk. */
  @Override
  public void close() {
    if (!postmaster.isAlive()) {
      return;
    }
    cluster.stop(STOP_BOUND);
    try {
      if (!postmaster.waitFor(STOP_BOUND.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("PostgreSQL (pid {}) did not stop in {}; killed", pid(), STOP_BOUND);
        postmaster.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      postmaster.destroyForcibly();
    }
  }

  private static PostgresCluster cluster(Settings settings) {
    return new PostgresCluster(
        settings.home().resolve("pgdata").toAbsolutePath(),
        PostgresBinaries.unpack(settings.binaries()),
        Unprivileged.forThisUser(),
        settings.log().toAbsolutePath());
  }

  private void awaitReady() {
    var deadline = Instant.now().plus(START_BOUND);
    String seen = "no answer";
    while (Instant.now().isBefore(deadline) && postmaster.isAlive()) {
      try (var connection = admin.connect("postgres")) {
        if (connection.isValid(2)) {
          return;
        }
      } catch (SQLException notYet) {
        seen = notYet.getMessage();
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    boolean died = !postmaster.isAlive();
    close();
    throw new LocalPlatformException(
        "PostgreSQL %s on 127.0.0.1:%d (%s). Its log %s ends with:%n%s"
            .formatted(
                died ? "exited instead of listening" : "did not answer within " + START_BOUND,
                port(),
                seen,
                settings.log(),
                String.join("\n", LogTail.of(settings.log(), LOG_LINES_IN_ERRORS))));
  }
}
