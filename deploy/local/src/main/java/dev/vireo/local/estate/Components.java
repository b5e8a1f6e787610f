package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.LoopbackPort;
import dev.vireo.local.Platform;
import dev.vireo.local.Secrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the processes of an estate are made of: their command lines and environments.
 *
 * @param checkout the project's folder, whose built services are run
 * @param home where they keep their state
 * @param use whether ahead-of-time caches are used, or made
 */
record Components(Path checkout, Home home, Caches use) {

  /** What starts have to do with {@linkplain AotCache ahead-of-time caches}. */
  enum Caches {
    /** Each program starts with the one that fits it, if there is one. */
    USED,
    /** Each program whose cache is stale writes it when it is stopped. */
    MADE
  }

  static final String PLATFORM = "platform";
  static final String SIMULATOR = "simulator";
  static final String RAMCLOUD = "ramcloud";

  /**
   * Tells a service where the masters of RAMCloud are: {@code redis://HOST:PORT} of each, with
   * commas between. A client that is given all of them finds the cluster while one is gone.
   */
  static final String RAMCLOUD_VARIABLE = "VIREO_RAMCLOUD";

  /** The port of a master's own protocol, among its ports. */
  static final String RESP = "resp";

  private static final String SERVICE_SUFFIX = "-service";

  private static final Duration START_BOUND = Duration.ofMinutes(3);
  private static final Duration STOP_BOUND = Duration.ofSeconds(60);

  /**
   * A JVM that makes a cache takes longer to start, and stops when it has written it, some 10 s of
   * processor time later. Nobody waits for it.
   */
  private static final Duration BOUND_OF_MAKING = Duration.ofMinutes(10);

  /** Small processes that share a laptop: little heap, one collector thread. */
  private static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC");

  /** The broker and the database. */
  Component platform() {
    var run = new RunFolder(home.run());
    int kafkaPort = LoopbackPort.freeOr(run.lastPort("kafka"));
    int postgresPort = LoopbackPort.freeOr(run.lastPort("postgres"));
    var command = java("-Xmx320m");
    platformCache().ifPresent(cache -> command.addAll(options(cache)));
    command.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.dev.vireo=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-cp",
            classPath(),
            Platform.class.getName(),
            "--home",
            home.root().toString(),
            "--kafka-port",
            Integer.toString(kafkaPort),
            "--postgres-port",
            Integer.toString(postgresPort)));
    return new Component(
        PLATFORM,
        command,
        Map.of(),
        Map.of(),
        List.of(),
        new Readiness.Platform(home.platformFile()),
        startBound());
  }

  /**
   * The simulated data centre; empty where it is not built.
   *
   * @param options further options of its command line, without their dashes
   */
  Optional<Component> simulator(int hosts, Map<String, String> options) {
    var jar = simulatorJar();
    if (!Files.exists(jar)) {
      return Optional.empty();
    }
    var password = new Secrets(home.credentials());
    password.password(SIMULATOR);
    // 500 hosts fit under 1 GiB.
    var command = java("-Xmx768m");
    command.addAll(options(simulatorCache()));
    command.addAll(
        List.of(
            "-cp",
            jar.toString(),
            "dev.vireo.simulator.Main",
            "--hosts",
            Integer.toString(hosts),
            "--port-base",
            "0",
            "--state",
            home.data().resolve(SIMULATOR).toString(),
            "--log",
            home.logs().resolve("simulator-commands.jsonl").toString(),
            "--ready-file",
            home.simulatorReadyFile().toString(),
            "--password-file",
            password.file(SIMULATOR).toString()));
    new TreeMap<>(options)
        .forEach(
            (option, value) -> {
              command.add("--" + option);
              command.add(value);
            });
    return Optional.of(
        new Component(
            SIMULATOR,
            command,
            Map.of(),
            Map.of(),
            List.of(jar),
            new Readiness.Written(home.simulatorReadyFile()),
            startBound()));
  }

  /** How long what was asked to stop may take. */
  Duration stopBound() {
    return switch (use) {
      case USED -> STOP_BOUND;
      case MADE -> BOUND_OF_MAKING;
    };
  }

  private Duration startBound() {
    return switch (use) {
      case USED -> START_BOUND;
      case MADE -> BOUND_OF_MAKING;
    };
  }

  /** The services that are built, by name. */
  List<String> services() {
    try (var folders = Files.list(checkout)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(folder -> folder.endsWith(SERVICE_SUFFIX))
          .map(folder -> folder.substring(0, folder.length() - SERVICE_SUFFIX.length()))
          .filter(service -> Files.exists(runner(service)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LocalPlatformException(
          "The checkout %s cannot be listed: %s".formatted(checkout, e.getMessage()), e);
    }
  }

  /**
   * One service.
   *
   * @param httpPort where its query API listens
   * @param ramcloud where clients reach the masters of RAMCloud, as URLs; may be none
   */
  Component service(String service, PlatformPorts platform, int httpPort, List<String> ramcloud) {
    var postgres = platform.postgres();
    var secrets = new Secrets(Platform.postgres(home, 0).home().resolve("secrets"));
    String role = "vireo_" + service;
    var command = java(heap(service));
    command.addAll(options(serviceCache(service)));
    command.addAll(List.of("-jar", runner(service).toString()));
    var environment =
        new TreeMap<>(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", platform.kafka(),
                "VIREO_DB_HOST", postgres.host(),
                "VIREO_DB_PORT", Integer.toString(postgres.port()),
                "VIREO_DB_NAME", postgres.database(),
                "VIREO_DB_USER", role,
                "VIREO_DB_PASSWORD", secrets.password(role),
                "VIREO_DB_SCHEMA", service,
                "VIREO_HTTP_PORT", Integer.toString(httpPort),
                "VIREO_CREDENTIALS_DIR", home.credentials().toString(),
                "VIREO_KNOWN_HOSTS", home.knownHosts().toString()));
    environment.put("VIREO_STATE_DIR", home.data().resolve(service).toString());
    environment.put("VIREO_SCRIPTS_DIR", home.credentials().resolveSibling("scripts").toString());
    // A machine that starts all of it at once may take longer to log in than the usual 5 s.
    environment.put("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "60S");
    // These logs are read by the people at this machine; elsewhere JSON is for collectors.
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    if (!ramcloud.isEmpty()) {
      environment.put(RAMCLOUD_VARIABLE, String.join(",", ramcloud));
    }
    return new Component(
        service,
        command,
        environment,
        Map.of("http", httpPort),
        programs(service),
        new Readiness.Http(httpPort),
        startBound());
  }

  /**
   * One master of RAMCloud. Its heap holds no objects: those lie outside, and take what {@code
   * vireo.ramcloud.memory} lets them.
   *
   * @param name such as {@code ramcloud}, or {@code ramcloud-2} of the second
   * @param httpPort where it is asked how it is
   * @param respPort where clients reach it
   */
  Component master(String name, PlatformPorts platform, int httpPort, int respPort) {
    var command = java("-Xmx192m");
    command.addAll(
        use == Caches.MADE && masterIsStale()
            ? serviceCache(RAMCLOUD).makeThoroughly()
            : serviceCache(RAMCLOUD).use());
    command.addAll(List.of("-jar", runner(RAMCLOUD).toString()));
    return new Component(
        name,
        command,
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            platform.kafka(),
            "VIREO_HTTP_PORT",
            Integer.toString(httpPort),
            "VIREO_RAMCLOUD_PORT",
            Integer.toString(respPort),
            // This broker allows it (group.min.session.timeout.ms): a dead master is noticed soon.
            "VIREO_RAMCLOUD_SESSION_TIMEOUT",
            "1s",
            "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
            "false"),
        Map.of("http", httpPort, RESP, respPort),
        programs(RAMCLOUD),
        new Readiness.Http(httpPort),
        startBound());
  }

  /**
   * Of a fleet that is read at once, what each host printed is in memory for a moment: 1 to 2 MB
   * for 64 devices of 8 paths. A young generation that is too small for 200 of these copies them at
   * each collection, and fills the old one with them. The old one has room from the start: a JVM
   * puts the objects of its ahead-of-time cache there, and ends where they do not fit.
   */
  private static String[] heap(String service) {
    return service.equals("multipath")
        ? new String[] {"-Xms768m", "-Xmx1g", "-Xmn512m"}
        : new String[] {"-Xmx512m"};
  }

  private Path runner(String service) {
    return application(service).resolve("quarkus-run.jar");
  }

  private Path application(String service) {
    return checkout.resolve(service + SERVICE_SUFFIX).resolve("target/quarkus-app");
  }

  /** What changes when a service is built anew. */
  private List<Path> programs(String service) {
    var application = application(service);
    try (var files = Files.walk(application, 3)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new LocalPlatformException(
          "%s cannot be listed: %s. Run ./vireo build.".formatted(application, e.getMessage()), e);
    }
  }

  /** The caches of all that is built. */
  List<AotCache> caches() {
    var caches = new ArrayList<AotCache>();
    platformCache().ifPresent(caches::add);
    if (Files.exists(simulatorJar())) {
      caches.add(simulatorCache());
    }
    services().forEach(service -> caches.add(serviceCache(service)));
    return caches;
  }

  /** Whether a master of RAMCloud is built, and its cache is missing or stale. */
  boolean masterIsStale() {
    return services().contains(RAMCLOUD) && serviceCache(RAMCLOUD).stale();
  }

  /** Empty where we are run from anything but the built jar: no cache can be made of folders. */
  private Optional<AotCache> platformCache() {
    return Optional.of(Path.of(classPath()))
        .filter(Files::isRegularFile)
        .map(jar -> new AotCache(jar.resolveSibling("platform.aot"), List.of(jar)));
  }

  private AotCache simulatorCache() {
    var jar = simulatorJar();
    return new AotCache(jar.resolveSibling("simulator.aot"), List.of(jar));
  }

  private AotCache serviceCache(String service) {
    return new AotCache(application(service).resolveSibling("app.aot"), programs(service));
  }

  private Path simulatorJar() {
    return checkout.resolve("deploy/simulator/target/vireo-simulator.jar");
  }

  private List<String> options(AotCache cache) {
    return switch (use) {
      case USED -> cache.use();
      case MADE -> cache.stale() ? cache.make() : cache.use();
    };
  }

  /** Our own class path, as seen from any folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> java(String... heap) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap));
    command.addAll(SMALL_JVM);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    return command;
  }
}
