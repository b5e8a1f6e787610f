package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's redis-server, as the peer; stopped when it is closed or this JVM ends. */
final class Redis implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Thread atExit;
  private final int port;
  private final Path log;

  private Redis(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.atExit = new Thread(process::destroyForcibly, "redis-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param folder for its log and its files
   * @param options further ones of its command line
   */
  static Redis start(Path folder, String... options) {
    try {
      Files.createDirectories(folder);
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Path log = folder.resolve("redis.log");
      Files.deleteIfExists(log);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "redis-server",
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--save",
                  "",
                  "--dir",
                  folder.toString()));
      command.addAll(List.of(options));
      Redis redis =
          new Redis(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(log.toFile())
                  .start(),
              port,
              log);
      redis.awaitReady();
      return redis;
    } catch (IOException e) {
      throw new NotMeasured(
          "redis-server cannot be run: " + e.getMessage() + ". Install it: apt-get install redis",
          e);
    }
  }

  private void awaitReady() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Pipe pipe = new Pipe(store())) {
        if (pipe.ask("PING").startsWith("+PONG")) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new NotMeasured("redis-server has ended; " + log + " says why", e);
        }
      }
      if (System.nanoTime() > until) {
        throw new NotMeasured("redis-server is not ready; " + log + " says why");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }

  StoreProcess store() {
    return new StoreProcess("Redis", process.pid(), port, 0);
  }

  /** What it has logged. */
  List<String> said() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new NotMeasured(log + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IllegalStateException ending) {
      // The JVM is ending already.
    }
  }
}
