package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.LocalPostgres;
import dev.vireo.local.LoopbackPort;
import dev.vireo.local.Platform;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All processes of one home: what runs, starting what is missing, stopping everything.
 *
 * <p>Progress goes to the writer, one line per process.
 */
public final class Estate {

  /** Simulated hosts where the first {@code up} does not say how many. */
  public static final int DEFAULT_HOSTS = 12;

  private final Home home;
  private final RunFolder run;
  private final Components components;
  private final Processes processes;

  /**
   * An estate, running or not.
   *
   * @param checkout the project's folder
   */
  public Estate(Path checkout, Home home, PrintWriter progress) {
    this(new Components(checkout.toAbsolutePath(), home, Components.Caches.USED), progress);
  }

  /** One that is made of these components. */
  Estate(Components components, PrintWriter progress) {
    this.home = components.home();
    this.run = new RunFolder(home.run());
    this.components = components;
    this.processes = new Processes(home, components.stopBound(), progress);
  }

  /**
   * Starts what does not run and waits until all is ready; does nothing where all is.
   *
   * @param hosts how many simulated hosts there shall be; empty for as many as before
   * @param simulator further options of the simulator, such as {@code delay-ms} to {@code 50}; for
   *     one that is started now
   * @return how many processes were started
   * @throws LocalPlatformException where a process does not become ready: which, what its log ends
   *     with, and where that log is. What was started goes on running
   */
  public int up(OptionalInt hosts, Map<String, String> simulator) {
    return up(hosts, simulator, Masters.AS_BEFORE);
  }

  /** As {@link #up(OptionalInt, Map)}, with so many masters of RAMCloud. */
  public int up(OptionalInt hosts, Map<String, String> simulator, Masters masters) {
    home.create();
    try (var lock = EstateLock.take(home)) {
      int wanted = wantedHosts(hosts);
      var started = new ArrayList<Processes.Started>();
      processes.bring(components.platform()).ifPresent(started::add);
      if (wanted > 0) {
        bringSimulator(wanted, hosts.isPresent(), simulator).ifPresent(started::add);
      }
      processes.awaitReady(started);

      var platform = platformPorts();
      run.rememberPorts(
          Map.of("kafka", platform.kafkaPort(), "postgres", platform.postgres().port()));
      noteEstate(platform, wanted);

      var services = new ArrayList<Processes.Started>(bringMasters(masters, platform));
      for (String service : components.services()) {
        if (!service.equals(Components.RAMCLOUD)) {
          processes.bring(serviceComponent(service, platform)).ifPresent(services::add);
        }
      }
      processes.awaitReady(services);
      noteEstate(platform, wanted);
      return started.size() + services.size();
    }
  }

  /**
   * Starts the platform and the masters of RAMCloud alone, as far as they do not run.
   *
   * @return how many processes were started
   */
  public int upRamcloud(Masters masters) {
    home.create();
    try (var lock = EstateLock.take(home)) {
      var started = new ArrayList<Processes.Started>();
      processes.bring(components.platform()).ifPresent(started::add);
      processes.awaitReady(started);
      var platform = platformPorts();
      run.rememberPorts(
          Map.of("kafka", platform.kafkaPort(), "postgres", platform.postgres().port()));
      var brought = bringMasters(masters, platform);
      if (run.find(Components.RAMCLOUD).isEmpty()) {
        throw new LocalPlatformException(
            "RAMCloud is not built, so it cannot be started. Run ./vireo build.");
      }
      processes.awaitReady(brought);
      noteEstate(platform, run.simulatedHosts().orElse(0));
      return started.size() + brought.size();
    }
  }

  /**
   * How many masters of RAMCloud there shall be.
   *
   * @param number empty for as many as before, at first one
   * @param port where the first listens, the next ones behind it; empty for where they listened
   *     before, or any free port
   */
  public record Masters(OptionalInt number, OptionalInt port) {
    /** As before. */
    public static final Masters AS_BEFORE = new Masters(OptionalInt.empty(), OptionalInt.empty());
  }

  /** Starts the masters that are missing; more than are asked for are stopped. */
  private List<Processes.Started> bringMasters(Masters asked, PlatformPorts platform) {
    if (!components.services().contains(Components.RAMCLOUD)) {
      return List.of();
    }
    int wanted = asked.number().orElse(run.masters().orElse(1));
    run.rememberMasters(wanted);
    var started = new ArrayList<Processes.Started>();
    for (int n = 1; n <= wanted; n++) {
      processes.bring(masterComponent(n, asked.port(), platform)).ifPresent(started::add);
    }
    var names = IntStream.rangeClosed(1, wanted).mapToObj(Estate::masterName).toList();
    processes.stop(
        run.all().stream()
            .filter(record -> record.ports().containsKey(Components.RESP))
            .filter(record -> !names.contains(record.name()))
            .toList());
    return started;
  }

  private static String masterName(int number) {
    return number == 1 ? Components.RAMCLOUD : Components.RAMCLOUD + "-" + number;
  }

  private Component masterComponent(int number, OptionalInt port, PlatformPorts platform) {
    String name = masterName(number);
    var known =
        run.find(name)
            .filter(record -> record.identity().lives())
            .map(ProcessRecord::ports)
            .orElse(Map.of());
    int http = known.getOrDefault("http", 0);
    int resp = known.getOrDefault(Components.RESP, 0);
    String respName = name + "-" + Components.RESP;
    if (port.isPresent()) {
      resp = port.getAsInt() + number - 1;
    } else if (resp == 0) {
      resp = LoopbackPort.freeOr(run.lastPort(respName));
    }
    run.rememberPorts(Map.of(respName, resp));
    return components.master(
        name, platform, http > 0 ? http : LoopbackPort.freeOr(run.lastPort(name)), resp);
  }

  /**
   * Stops everything in the reverse order of its start and leaves nothing behind: {@code SIGTERM},
   * and {@code SIGKILL} where that does not help within a minute.
   *
   * @return how many processes were stopped
   */
  public int down() {
    if (!home.run().toFile().isDirectory()) {
      return 0;
    }
    try (var lock = EstateLock.take(home)) {
      var platform = new ArrayList<ProcessRecord>();
      var others = new ArrayList<ProcessRecord>();
      for (ProcessRecord record : run.all()) {
        (record.name().equals(Components.PLATFORM) ? platform : others).add(record);
      }
      int stopped = processes.stop(others) + processes.stop(platform);
      LocalPostgres.stopOrphan(Platform.postgres(home, 0));
      JsonFile.remove(home.platformFile());
      JsonFile.remove(home.estateFile());
      JsonFile.remove(home.simulatorReadyFile());
      return stopped;
    }
  }

  /**
   * Tells everything to stop and does not wait, nor for what is starting it: this JVM is ending.
   */
  void abandon() {
    run.all().forEach(record -> record.identity().terminate());
  }

  /** How each process stands, in the order of start; asks each of them. */
  public List<ProcessStatus> status() {
    var names = new ArrayList<String>(List.of(Components.PLATFORM));
    if (run.find(Components.SIMULATOR).isPresent()) {
      names.add(Components.SIMULATOR);
    }
    names.addAll(components.services());
    run.all().stream().map(ProcessRecord::name).filter(n -> !names.contains(n)).forEach(names::add);
    return names.stream().map(this::status).toList();
  }

  /** What {@code run/estate.json} says; empty where the estate is down. */
  public Optional<EstateFile> file() {
    return JsonFile.read(home.estateFile(), EstateFile.class);
  }

  /** As many as asked for, or as before; refuses another number than runs. */
  private int wantedHosts(OptionalInt asked) {
    var known = run.simulatedHosts();
    boolean runs =
        run.find(Components.SIMULATOR).filter(record -> record.identity().lives()).isPresent();
    if (runs && asked.isPresent() && known.isPresent() && !asked.equals(known)) {
      throw new LocalPlatformException(
          "%d simulated hosts run already and %d were asked for. Run ./vireo down first: then ./vireo up --simulate %d starts as many."
              .formatted(known.getAsInt(), asked.getAsInt(), asked.getAsInt()));
    }
    int wanted = asked.orElse(known.orElse(DEFAULT_HOSTS));
    run.rememberSimulatedHosts(wanted);
    return wanted;
  }

  private Optional<Processes.Started> bringSimulator(
      int hosts, boolean asked, Map<String, String> options) {
    var component = components.simulator(hosts, options);
    if (component.isEmpty()) {
      if (asked) {
        throw new LocalPlatformException(
            "The simulator is not built, so there can be no simulated hosts. Run ./vireo build.");
      }
      return Optional.empty();
    }
    boolean otherwise =
        run.find(Components.SIMULATOR)
            .filter(record -> record.identity().lives())
            .filter(record -> !record.launch().equals(component.get().fingerprint()))
            .isPresent();
    if (otherwise && !options.isEmpty()) {
      throw new LocalPlatformException(
          "A simulator with other options (or an older build of it) runs already. Run ./vireo down first.");
    }
    return processes.bring(component.get());
  }

  private Component serviceComponent(String service, PlatformPorts platform) {
    int port =
        run.find(service)
            .filter(record -> record.identity().lives())
            .map(record -> record.ports().getOrDefault("http", 0))
            .filter(known -> known > 0)
            .orElseGet(() -> LoopbackPort.freeOr(run.lastPort(service)));
    return components.service(service, platform, port, ramcloud());
  }

  /** Where clients reach the masters that are meant to run. */
  private List<String> ramcloud() {
    return run.all().stream()
        .map(record -> record.ports().get(Components.RESP))
        .filter(Objects::nonNull)
        .map(port -> "redis://127.0.0.1:" + port)
        .toList();
  }

  private PlatformPorts platformPorts() {
    return JsonFile.read(home.platformFile(), PlatformPorts.class)
        .orElseThrow(
            () ->
                new LocalPlatformException(
                    "The platform took %s away while the estate came up: it was stopped by another. Run ./vireo up again."
                        .formatted(home.platformFile())));
  }

  private void noteEstate(PlatformPorts platform, int hosts) {
    var services = new TreeMap<String, String>();
    for (ProcessRecord record : run.all()) {
      Integer port = record.ports().get("http");
      if (port != null) {
        services.put(record.name(), "http://127.0.0.1:" + port);
      }
    }
    boolean simulated = run.find(Components.SIMULATOR).isPresent();
    JsonFile.write(
        home.estateFile(),
        new EstateFile(
            platform.kafka(),
            services,
            ramcloud(),
            platform.postgres(),
            simulated
                ? new EstateFile.Simulator(
                    hosts,
                    home.simulatorReadyFile().toString(),
                    home.credentials().resolve(Components.SIMULATOR).toString())
                : null));
  }

  private ProcessStatus status(String name) {
    String log = home.log(name).toString();
    var record = run.find(name);
    if (record.isEmpty()) {
      return new ProcessStatus(name, ProcessStatus.State.STOPPED, null, Map.of(), null, log, null);
    }
    var known = record.get();
    if (!known.identity().lives()) {
      return new ProcessStatus(
          name,
          ProcessStatus.State.DEAD,
          null,
          ports(known),
          null,
          log,
          "it has ended by itself; ./vireo up starts it again, its log says why it ended");
    }
    var answer = readiness(known).ask(known.identity());
    return new ProcessStatus(
        name,
        answer.ready() ? ProcessStatus.State.READY : ProcessStatus.State.NOT_READY,
        known.identity().pid(),
        ports(known),
        known.startedAt(),
        log,
        answer.ready() ? null : answer.seen());
  }

  private Readiness readiness(ProcessRecord record) {
    return switch (record.name()) {
      case Components.PLATFORM -> new Readiness.Platform(home.platformFile());
      case Components.SIMULATOR -> new Readiness.Written(home.simulatorReadyFile());
      default -> new Readiness.Http(record.ports().getOrDefault("http", 0));
    };
  }

  private Map<String, Integer> ports(ProcessRecord record) {
    if (!record.name().equals(Components.PLATFORM)) {
      return record.ports();
    }
    return JsonFile.read(home.platformFile(), PlatformPorts.class)
        .map(p -> Map.of("kafka", p.kafkaPort(), "postgres", p.postgres().port()))
        .orElse(Map.of());
  }
}
