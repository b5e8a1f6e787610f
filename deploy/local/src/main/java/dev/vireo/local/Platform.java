package dev.vireo.local;

import dev.vireo.local.estate.Home;
import dev.vireo.local.estate.JsonFile;
import dev.vireo.local.estate.PlatformPorts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The broker and the database of one home, as one process.
 *
 * <p>Writes {@code run/platform.json} when both take requests, and removes it when it is asked to
 * stop ({@code SIGTERM}, {@code SIGINT}): then the broker stops first and the database after it.
 */
@Command(name = "platform", description = "Kafka and PostgreSQL for one Vireo home.")
public final class Platform implements Callable<Integer> {

  /** The one database, with a schema and a role in it for each of {@link #SERVICES}. */
  public static final String DATABASE = "vireo";

  /** Whose schemas are made, whether or not the service is built. */
  public static final List<String> SERVICES =
      List.of("inventory", "multipath", "container", "backup");

  private static final Duration STOP_WAITS_FOR_START = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  @Option(names = "--home", required = true, paramLabel = "DIR")
  private Path root;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "Used if it is free.")
  private int kafkaPort;

  @Option(names = "--postgres-port", paramLabel = "PORT", description = "Used if it is free.")
  private int postgresPort;

  public static void main(String[] args) {
    int code =
        new CommandLine(new Platform())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof LocalPlatformException) {
                    LOG.error("{}", failure.getMessage());
                  } else {
                    LOG.error("{}", failure.getMessage(), failure);
                  }
                  return 1;
                })
            .execute(args);
    // The broker's threads would keep a platform alive that did not come up.
    System.exit(code);
  }

  /** Where a home's database is, for whoever starts it or cleans up after it. */
  public static LocalPostgres.Settings postgres(Home home, int wantedPort) {
    return new LocalPostgres.Settings(
        home.data().resolve("postgres"),
        home.cache(),
        home.log("postgres"),
        wantedPort,
        LocalPostgres.Durability.SYNCED);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = new Home(root);
    home.create();
    Unprivileged.forThisUser().letThrough(home.root(), home.data(), home.cache());
    try (var channel =
            FileChannel.open(
                home.run().resolve("platform.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LocalPlatformException(
            "Another platform runs in " + home.root() + ". Stop it with ./vireo down.");
      }
      serve(home);
    }
    return 0;
  }

  private void serve(Home home) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var kafka =
          CompletableFuture.supplyAsync(
              () -> LocalKafka.start(home.data().resolve("kafka"), kafkaPort), threads);
      var postgres = CompletableFuture.supplyAsync(() -> startPostgres(home), threads);
      // In place before either runs: a stop while they start must not leave a database behind.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(home, kafka, postgres), "platform-stop"));
      JsonFile.write(
          home.platformFile(),
          new PlatformPorts(
              ProcessHandle.current().pid(),
              join(kafka).bootstrapServers(),
              new PlatformPorts.Postgres(join(postgres).host(), join(postgres).port(), DATABASE)));
    }
    new CountDownLatch(1).await();
  }

  private LocalPostgres startPostgres(Home home) {
    var postgres = LocalPostgres.start(postgres(home, postgresPort));
    SERVICES.forEach(service -> postgres.admin().schema(DATABASE, service));
    return postgres;
  }

  private static void stop(
      Home home, CompletableFuture<LocalKafka> kafka, CompletableFuture<LocalPostgres> postgres) {
    LOG.info("Stopping");
    JsonFile.remove(home.platformFile());
    closeOnceStarted("Kafka", kafka);
    closeOnceStarted("PostgreSQL", postgres);
    LOG.info("Stopped");
  }

  private static void closeOnceStarted(
      String what, CompletableFuture<? extends AutoCloseable> starting) {
    try {
      starting.get(STOP_WAITS_FOR_START.toSeconds(), TimeUnit.SECONDS).close();
    } catch (ExecutionException neverStarted) {
      // Said already by whoever started it.
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly: {}", what, e.toString());
    }
  }

  private static <T> T join(CompletableFuture<T> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LocalPlatformException known ? known : e;
    }
  }
}
