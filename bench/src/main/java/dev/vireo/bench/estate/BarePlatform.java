package dev.vireo.bench.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kafka and PostgreSQL alone, as the estate starts them, without any service of Vireo's. */
public final class BarePlatform {

  private static final Duration START_BOUND = Duration.ofMinutes(3);
  private static final long STOP_BOUND_SECONDS = 60;
  private static final long POLL_MILLIS = 20;

  private final Checkout checkout;
  private final Path home;

  private BarePlatform(Checkout checkout, Path home) {
    this.checkout = checkout;
    this.home = home;
  }

  /** One in a fresh home. */
  public static BarePlatform fresh(Checkout checkout, String benchmark) {
    Path home = checkout.home(benchmark);
    Folders.renew(home);
    return new BarePlatform(checkout, home);
  }

  /** Starts it, waits until both take requests, and stops it; gives how long the start took. */
  public Duration startAndStop() {
    Path ready = home.resolve("run/platform.json");
    Path jar = checkout.local();
    List<String> command =
        Checkout.java(
            "-Xmx320m",
            // Ignored where there is none, as by the estate.
            "-XX:AOTCache=" + jar.resolveSibling("platform.aot"),
            "-Xlog:cds=off",
            "-Xlog:aot=off",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            jar.toString(),
            "dev.vireo.local.Platform",
            "--home",
            home.toString());
    Process process;
    long begin = System.nanoTime();
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(home.resolve("platform.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new NotMeasured("the bare platform cannot be started: " + e.getMessage(), e);
    }
    Thread atExit = new Thread(process::destroy, "platform-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      while (!Files.exists(ready)) {
        if (!process.isAlive() || System.nanoTime() - begin > START_BOUND.toNanos()) {
          throw new NotMeasured(
              "the bare platform did not start; " + home.resolve("platform.log") + " says why");
        }
        Thread.sleep(POLL_MILLIS);
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    } finally {
      stop(process);
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_BOUND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
