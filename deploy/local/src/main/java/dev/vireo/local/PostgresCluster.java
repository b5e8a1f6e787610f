package dev.vireo.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data folder of PostgreSQL and the programs that work on it.
 *
 * @param data what PostgreSQL calls {@code PGDATA}
 * @param log what the programs print is appended to it
 */
record PostgresCluster(Path data, PostgresBinaries binaries, Unprivileged user, Path log) {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INITDB_BOUND = Duration.ofMinutes(2);
  private static final Duration ORPHAN_BOUND = Duration.ofSeconds(30);

  /** PostgreSQL notes its start in whole seconds. */
  private static final Duration START_TIME_SLACK = Duration.ofSeconds(5);

  /** Runs {@code initdb} where there is no cluster yet. */
  void initialise(String superuser, String password, LocalPostgres.Durability durability) {
    try {
      user.checkReaches(binaries.program("initdb"));
      if (Files.exists(data.resolve("PG_VERSION"))) {
        user.handOver(data);
        return;
      }
      // initdb writes into a folder beside, so that a start that is killed half-way leaves nothing
      // that looks like a cluster.
      var half = data.resolveSibling("initdb");
      FileTree.delete(half);
      Files.createDirectories(half);
      var passwordFile = half.resolve("superuser");
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, password + "\n");
      var fresh = Files.createDirectory(half.resolve("pgdata"));
      user.handOver(half);
      var command =
          new ArrayList<>(
              List.of(
                  binaries.program("initdb").toString(),
                  "--pgdata=" + fresh,
                  "--username=" + superuser,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C"));
      if (durability == LocalPostgres.Durability.NONE) {
        command.add("--no-sync");
      }
      run("initdb", command, INITDB_BOUND);
      Files.move(fresh, data);
      FileTree.delete(half);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's data folder " + data + " cannot be made", e);
    }
  }

  /** Starts the server in the background. */
  Process launch(int port, LocalPostgres.Durability durability) {
    String synced = durability == LocalPostgres.Durability.SYNCED ? "on" : "off";
    return start(
        List.of(
            binaries.program("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "shared_buffers=64MB",
            "-c",
            "timezone=UTC",
            "-c",
            "fsync=" + synced,
            "-c",
            "synchronous_commit=" + synced,
            "-c",
            "full_page_writes=" + synced));
  }

  /** Asks the running server to stop now: clients are cut off, committed data is flushed. */
  void stop(Duration bound) {
    run(
        "pg_ctl stop",
        List.of(
            binaries.program("pg_ctl").toString(),
            "stop",
            "-D",
            data.toString(),
            "-m",
            "fast",
            "-w",
            "-t",
            Long.toString(bound.toSeconds())),
        bound.plusSeconds(5));
  }

  /**
   * Clears the way for a new server.
   *
   * <p>{@code postmaster.pid} may name a server that outlived its parent: it is stopped. It may
   * name a process id that now belongs to somebody else: the file is removed, for PostgreSQL would
   * take that process for a server and refuse to start. It may name a dead process: PostgreSQL sees
   * to that itself.
   */
  void stopOrphan() {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      var lines = Files.readAllLines(pidFile);
      var running = ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
      if (running.isEmpty() || !running.get().isAlive()) {
        return;
      }
      var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
      if (startedAt(running.get(), started)) {
        LOG.warn("A PostgreSQL (pid {}) outlived its parent; stopping it", running.get().pid());
        stop(ORPHAN_BOUND);
      } else {
        Files.delete(pidFile);
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new LocalPlatformException(
          "%s does not read as PostgreSQL writes it (%s). If no postgres process runs on that folder, remove the file."
              .formatted(pidFile, e.getMessage()),
          e);
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant noted) {
    Optional<Instant> started = process.info().startInstant();
    return started.isPresent()
        && Duration.between(started.get(), noted).abs().compareTo(START_TIME_SLACK) <= 0;
  }

  private void run(String what, List<String> command, Duration bound) {
    var process = start(command);
    try {
      if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new LocalPlatformException(
            "%s on %s did not end within %s; see %s".formatted(what, data, bound, log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new LocalPlatformException(what + " on " + data + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new LocalPlatformException(
          "%s on %s ended with exit code %d. Its log %s ends with:%n%s"
              .formatted(
                  what, data, process.exitValue(), log, String.join("\n", LogTail.of(log, 5))));
    }
  }

  private Process start(List<String> program) {
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(user.command(program))
          .directory(binaries.directory().toFile())
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new LocalPlatformException(
          "%s cannot be run: %s".formatted(program.getFirst(), e.getMessage()), e);
    }
  }
}
