package dev.vireo.local.demo;

import dev.vireo.local.FileTree;
import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.estate.Estate;
import dev.vireo.local.estate.Home;
import dev.vireo.local.estate.SimulatedFleet;
import dev.vireo.local.estate.SimulatedFleet.SimulatedHost;
import dev.vireo.local.estate.StatusTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code vireo demo}: a fleet of simulated ESX hosts goes from Fixed to Round Robin; then a
 * template that nobody sees becomes a container whose network is up; then a file that was lost
 * comes back from a backup; then a master of the store in memory is killed under load. Ends with 0
 * only where a fresh read of every ESX host, by {@code ssh} and {@code awk}, shows what the plan
 * said, where the container, asked by {@code ssh}, reaches its gateway, where {@code sha256sum}
 * finds the file as it was, and where every write that was acknowledged is there.
 */
@Command(
    name = "vireo demo",
    description = {
      "A simulated fleet goes from Fixed to Round Robin: planned, applied, verified.",
      "Then a template that nobody sees becomes a container whose network is up,",
      "a file that was lost comes back from a backup,",
      "and a master of the store in memory is killed under load."
    },
    mixinStandardHelpOptions = true)
public final class DemoMain implements Callable<Integer> {

  @Option(
      names = "--hosts",
      paramLabel = "N",
      defaultValue = "10",
      description = "Simulated hosts, 1 to 200; ${DEFAULT-VALUE} if not given.")
  private int hosts;

  @Option(
      names = "--fault",
      paramLabel = "KIND[:HOST[:DEVICE]]",
      description =
          "Something goes wrong on a host: ignore (a device takes the command and does nothing),"
              + " set-fails, drop, refuse, slow, garbage-stderr.")
  private @Nullable String fault;

  @Option(names = "--keep", description = "Leave everything running afterwards.")
  private boolean keep;

  /** The kind of simulated host, and the simulator's option for how many there are. */
  private static final String OPENVZ = "openvz";

  private final Path checkout;
  private final Path root;

  DemoMain(Path checkout, Path root) {
    this.checkout = checkout;
    this.root = root;
  }

  /** Runs the demo for the checkout and home that the {@code vireo} script names. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Path checkout = Path.of(environment.getOrDefault("VIREO_CHECKOUT", ".")).toAbsolutePath();
    String home = environment.getOrDefault("VIREO_HOME", checkout.resolve(".vireo").toString());
    // A home of its own: the demo begins from nothing and touches no estate that is in use.
    DemoMain demo = new DemoMain(checkout, Path.of(home).toAbsolutePath().resolve("demo"));
    System.exit(
        new CommandLine(demo)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println("vireo: " + failure.getMessage());
                  return 1;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (hosts < 1 || hosts > 200) {
      throw new LocalPlatformException("--hosts takes 1 to 200, not " + hosts);
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Home home = new Home(root);
    Estate estate = new Estate(checkout, home, out);
    if (Files.exists(root)) {
      estate.down();
      FileTree.delete(root);
    }
    Map<String, String> simulator =
        new TreeMap<>(Map.of("delay-ms", "20", OPENVZ, "2", "container-delay-ms", "500"));
    if (fault == null) {
      simulator.put("appliance", "own-address-refused");
    } else {
      simulator.put("fault", fault);
    }
    boolean done = false;
    try {
      Stopwatch stopwatch = new Stopwatch();
      out.println("Starting Kafka, PostgreSQL, " + hosts + " simulated ESX hosts and the services");
      estate.up(OptionalInt.of(hosts), simulator);
      stopwatch.lap("start Kafka, PostgreSQL, hosts and services");
      SimulatedFleet fleet = SimulatedFleet.read(home.simulatorReadyFile());
      Cli vireo = new Cli(checkout, root);
      done = new Story(vireo, fleet.of("esx"), root, out, stopwatch).tell();
      if (fault == null && tellsOfContainers(estate, fleet)) {
        SimulatedHost host = fleet.of(OPENVZ).hosts().getFirst();
        done &= new ContainerStory(vireo, host, root.resolve("containers"), out).tell();
      }
      if (fault == null && runs(estate, "backup")) {
        done &=
            LoopStory.of(
                    vireo,
                    fleet.of(OPENVZ).hosts(),
                    home.simulatorReadyFile(),
                    root.resolve("loop"),
                    out)
                .tell();
        done &= backupStory(vireo, out);
      }
      if (fault == null && estate.file().filter(file -> !file.ramcloud().isEmpty()).isPresent()) {
        done &= new MemoryStory(vireo, estate, out).tell();
      }
    } finally {
      if (keep) {
        out.println();
        StatusTable.of(estate.status()).forEach(out::println);
        out.println();
        out.println("It is left running. Look at it, and stop it in the end, with");
        out.println("  export VIREO_HOME=" + root);
        out.println("  ./vireo hosts list");
        out.println("  ./vireo changes --host esx-01");
        out.println("  ./vireo down");
      } else {
        estate.down();
      }
    }
    return done ? 0 : 1;
  }

  /** Where this machine lacks what the third story takes, it is not told, and that is said. */
  private boolean backupStory(Cli vireo, PrintWriter out) throws IOException {
    List<String> missing = BackupStory.missing();
    if (missing.isEmpty()) {
      return new BackupStory(vireo, root.resolve("backup"), out).tell();
    }
    out.println();
    out.println(
        "The third story, of a file that is lost and comes back, is not told: this machine has no "
            + String.join(", no ", missing));
    return true;
  }

  private static boolean runs(Estate estate, String service) {
    return estate.file().map(file -> file.services().containsKey(service)).orElse(false);
  }

  /** An estate may be without the service of containers; then the second story is not told. */
  private static boolean tellsOfContainers(Estate estate, SimulatedFleet fleet) {
    return !fleet.of(OPENVZ).hosts().isEmpty()
        && estate
            .file()
            .map(file -> file.services().get("container"))
            .filter(ContainerStory::possible)
            .isPresent();
  }
}
