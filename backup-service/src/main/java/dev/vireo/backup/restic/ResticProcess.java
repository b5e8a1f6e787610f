package dev.vireo.backup.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A restic that runs. It is stopped by SIGINT, at which it takes its lock away; SIGTERM would leave
 * the lock behind.
 */
public final class ResticProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResticProcess.class);
  private static final int MOST_ERRORS = 64 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Process process;
  private final Workspace workspace;
  private final Keys keys;

  /** Written by one thread and read by others. */
  private final StringBuilder errors = new StringBuilder();

  private final Thread complaining;

  ResticProcess(Process process, Workspace workspace, Keys keys) throws IOException {
    this.process = process;
    this.workspace = workspace;
    this.keys = keys;
    workspace.began(process.pid());
    this.complaining = Thread.ofVirtual().name("restic-err").start(this::complain);
  }

  private void complain() {
    byte[] buffer = new byte[8192];
    try (InputStream err = process.getErrorStream()) {
      for (int n = err.read(buffer); n >= 0; n = err.read(buffer)) {
        complained(new String(buffer, 0, n, UTF_8));
      }
    } catch (IOException ended) {
      LOG.debug("restic {}: {}", process.pid(), ended.getMessage());
    }
  }

  private void complained(String words) {
    synchronized (errors) {
      if (errors.length() < MOST_ERRORS) {
        errors.append(words);
      }
    }
  }

  /** What it reads. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** What it prints. */
  InputStream output() {
    return process.getInputStream();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits for its end.
   *
   * @return its exit status; 128 and the signal's number where one ended it
   * @throws InterruptedException after it was stopped
   */
  int await() throws InterruptedException {
    try {
      int exit = process.waitFor();
      complaining.join(GRACE);
      return exit;
    } catch (InterruptedException e) {
      stop();
      throw e;
    }
  }

  /** Its exit status, where it ends within so long. */
  OptionalInt endsWithin(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      return OptionalInt.empty();
    }
    complaining.join(GRACE);
    return OptionalInt.of(process.exitValue());
  }

  /** Stops it, and waits until it has ended; whether or not this thread is interrupted. */
  void stop() {
    if (!process.isAlive()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      signal("INT");
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("restic {} does not heed SIGINT; it is killed", process.pid());
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Java can send SIGTERM and SIGKILL by itself, and no other. */
  private void signal(String name) throws InterruptedException {
    try {
      int exit =
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -\"$1\" \"$2\"", "kill", name, Long.toString(pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        LOG.debug("restic {} had ended before it was told to", pid());
      }
    } catch (IOException e) {
      LOG.warn("restic {} could not be told to stop: {}", pid(), e.getMessage());
    }
  }

  /** What it complained of so far. */
  String errors() {
    synchronized (errors) {
      return errors.toString();
    }
  }

  /** Stops it if it runs, and removes its secrets. */
  @Override
  public void close() {
    stop();
    try {
      if (!process.isAlive() && !mayLeaveLock(process.exitValue())) {
        workspace.ended(process.pid());
      }
      keys.close();
    } catch (IOException e) {
      LOG.warn("what restic {} needed could not be removed: {}", pid(), e.getMessage());
    }
  }

  /** One that is interrupted while it takes its lock does not know yet that it has one. */
  private static boolean mayLeaveLock(int exit) {
    return exit == 130 || exit == 137 || exit == 143;
  }
}
