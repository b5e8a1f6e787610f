package dev.vireo.bench.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An estate in a home of its own: started by the same program as {@code vireo up}, taken down when
 * it is closed or when this JVM ends, whichever is first.
 *
 * <p>What services do by the clock (probing hosts, checking standards) is put off for a day, so
 * that what the hosts are asked is what the benchmark has them asked.
 */
public final class BenchEstate implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Checkout checkout;
  private final Path home;
  private final Path complaints;
  private final Map<String, String> settings;
  private final Thread atExit = new Thread(this::down, "estate-down");

  private BenchEstate(Checkout checkout, Path home, Map<String, String> settings) {
    this.checkout = checkout;
    this.home = home;
    this.settings = Map.copyOf(settings);
    this.complaints = home.resolve("bench.err");
  }

  /** Makes a fresh home; nothing runs yet. An estate that an earlier run left there is stopped. */
  public static BenchEstate fresh(Checkout checkout, String benchmark) {
    return fresh(checkout, benchmark, Map.of());
  }

  /**
   * As {@link #fresh(Checkout, String)}.
   *
   * @param settings variables of all its processes
   */
  public static BenchEstate fresh(
      Checkout checkout, String benchmark, Map<String, String> settings) {
    checkout.requireServices();
    Path home = checkout.home(benchmark);
    BenchEstate estate = new BenchEstate(checkout, home, settings);
    if (Files.isDirectory(home)) {
      estate.down();
    }
    Folders.renew(home);
    Runtime.getRuntime().addShutdownHook(estate.atExit);
    return estate;
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @param hosts simulated ones; 0 for none
   * @param simulator further options of the simulator, without their dashes
   * @return how long it took, the start of the starting program itself included
   */
  public Duration up(int hosts, Map<String, String> simulator) {
    List<String> arguments = new ArrayList<>(List.of("up", "--simulate", Integer.toString(hosts)));
    new TreeMap<>(simulator)
        .forEach((option, value) -> arguments.addAll(List.of("--simulator", option + "=" + value)));
    return start(arguments);
  }

  /** Starts the platform and masters of RAMCloud alone; returns when they are ready. */
  public Duration upRamcloud(int masters) {
    return start(List.of("up", "ramcloud", "--masters", Integer.toString(masters)));
  }

  private Duration start(List<String> arguments) {
    long begin = System.nanoTime();
    Program.Ended up = estate(arguments);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (up.exit() != 0) {
      throw new NotMeasured(
          "the estate in %s did not come up; %s and the logs say why".formatted(home, complaints));
    }
    return took;
  }

  /** Stops all of it; the home stays. */
  public void down() {
    Program.Ended down = estate(List.of("down"));
    if (down.exit() != 0) {
      System.err.printf(
          "vireo bench: something is left running; stop it with: VIREO_HOME=%s ./vireo down%n",
          home);
    }
  }

  /** Runs a command of Vireo's command line and gives its JSON document. */
  public JsonNode vireo(String... arguments) {
    List<String> command = Checkout.java("-jar", checkout.console().toString());
    command.addAll(List.of(arguments));
    command.add("--json");
    Program.Ended ended = Program.run(command, environment(), complaints);
    if (ended.exit() != 0) {
      throw new NotMeasured(
          "vireo %s ended with %d; %s says why"
              .formatted(String.join(" ", arguments), ended.exit(), complaints));
    }
    try {
      return JSON.readTree(ended.stdout());
    } catch (IOException e) {
      throw new NotMeasured("vireo " + arguments[0] + " printed no JSON", e);
    }
  }

  /** Registers every simulated host with Vireo, whose services probe each. */
  public void register(List<SimulatedHost> hosts) {
    StringBuilder list = new StringBuilder("name,address,user,password_file,tags\n");
    StringBuilder keys = new StringBuilder();
    for (SimulatedHost host : hosts) {
      list.append(
          "%s,%s:%d,%s,%s,%n"
              .formatted(
                  host.name(), host.address(), host.port(), host.user(), host.passwordFile()));
      keys.append(host.knownHosts()).append('\n');
    }
    Path csv = write("hosts.csv", list.toString());
    Path known = write("hosts.keys", keys.toString());
    JsonNode unused = vireo("hosts", "import", csv.toString(), "--known-hosts", known.toString());
  }

  /** The simulated hosts, in the simulator's order. */
  public List<SimulatedHost> hosts() {
    List<SimulatedHost> hosts = new ArrayList<>();
    for (JsonNode host : json("run/simulator-ready.json").path("hosts")) {
      hosts.add(
          new SimulatedHost(
              host.path("name").asText(),
              host.path("address").asText(),
              host.path("port").asInt(),
              host.path("user").asText(),
              host.path("passwordFile").asText(),
              host.path("version").asText(),
              host.path("knownHosts").asText()));
    }
    return List.copyOf(hosts);
  }

  /**
   * A simulated backup appliance.
   *
   * @param url where it listens
   * @param sha256 fingerprint of its certificate
   */
  public record Appliance(String url, String user, String passwordFile, String sha256) {}

  /** The simulated appliance, where the estate was started with one. */
  public Appliance appliance() {
    JsonNode appliance = json("run/simulator-ready.json").path("appliance");
    return new Appliance(
        appliance.path("url").asText(),
        appliance.path("user").asText(),
        appliance.path("passwordFile").asText(),
        appliance.path("sha256").asText());
  }

  /** Its home. */
  public Path folder() {
    return home;
  }

  /** What Kafka's clients bootstrap from. */
  public String kafka() {
    return json("run/estate.json").path("kafka").asText();
  }

  /** What the estate notes of a process that it has started, such as its pid and ports. */
  public JsonNode process(String name) {
    return json("run/" + name + ".process.json");
  }

  /** What a process has logged. */
  public Path log(String name) {
    return home.resolve("logs").resolve(name + ".log");
  }

  /** Every program call on a simulated host, a line of JSON each. */
  public Path commandLog() {
    return home.resolve("logs/simulator-commands.jsonl");
  }

  /** Processor time that its processes have used by now. */
  public ProcessorTime processorTime() {
    return ProcessorTime.of(home.resolve("run"));
  }

  /** Writes a file into the home. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(home.resolve(name), text);
    } catch (IOException e) {
      throw new NotMeasured("cannot write " + home.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    down();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The JVM is ending already: the hook runs too, and finds nothing left to stop.
    }
  }

  private Program.Ended estate(List<String> arguments) {
    List<String> command =
        Checkout.java("-cp", checkout.local().toString(), "dev.vireo.local.EstateMain");
    command.addAll(arguments);
    return Program.run(command, environment(), complaints);
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>(settings);
    variables.put("VIREO_CHECKOUT", checkout.root().toString());
    variables.put("VIREO_HOME", home.toString());
    variables.put("VIREO_PROBE_EVERY", "24h");
    variables.put("VIREO_WATCH_EVERY", "24h");
    return variables;
  }

  private JsonNode json(String file) {
    try {
      return JSON.readTree(home.resolve(file).toFile());
    } catch (IOException e) {
      throw new NotMeasured(home.resolve(file) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
