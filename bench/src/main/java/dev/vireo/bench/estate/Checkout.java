package dev.vireo.bench.estate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project's folder with what was built in it.
 *
 * @param root absolute
 */
public record Checkout(Path root) {

  public Checkout {
    root = root.toAbsolutePath().normalize();
  }

  /** The one that the {@code vireo} script names. */
  public static Checkout ofThisRun() {
    return new Checkout(Path.of(System.getenv().getOrDefault("VIREO_CHECKOUT", ".")));
  }

  /** Starts and stops the estate. */
  Path local() {
    return built("deploy/local/target/vireo-local.jar");
  }

  Path console() {
    return built("console/target/vireo-console.jar");
  }

  /** Refuses to measure half an estate. */
  void requireServices() {
    built("deploy/simulator/target/vireo-simulator.jar");
    built("inventory-service/target/quarkus-app/quarkus-run.jar");
    built("multipath-service/target/quarkus-app/quarkus-run.jar");
    built("container-service/target/quarkus-app/quarkus-run.jar");
    built("ramcloud-service/target/quarkus-app/quarkus-run.jar");
  }

  /** The script that operators type. */
  public Path script() {
    return built("vireo");
  }

  /** A folder for the state of one benchmark. */
  public Path home(String benchmark) {
    return root.resolve("bench/target/homes").resolve(benchmark);
  }

  private Path built(String file) {
    Path path = root.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new NotMeasured(path + " is missing; build everything with: ./vireo build");
    }
    return path;
  }

  /** The start of a command line: this run's own Java, small and quick to start. */
  static List<String> java(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(more));
    return command;
  }
}
