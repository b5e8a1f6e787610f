package dev.vireo.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.local.estate.Estate;
import dev.vireo.local.estate.EstateFile;
import dev.vireo.local.estate.Home;
import dev.vireo.local.estate.LogFollower;
import dev.vireo.local.estate.ProcessStatus;
import dev.vireo.local.estate.SimulatedFleet;
import dev.vireo.local.estate.StatusTable;
import dev.vireo.local.estate.Training;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code vireo up | status | down | logs}: the estate on this machine.
 *
 * <p>The checkout is named by {@code VIREO_CHECKOUT}, the folder of all state by {@code
 * VIREO_HOME}; the {@code vireo} script sets both. Exit codes: 0 done, 1 something does not run or
 * did not start, 2 the command line is wrong.
 */
@Command(
    name = "vireo",
    description = "Kafka, PostgreSQL, the simulator and the services on this machine.",
    mixinStandardHelpOptions = true)
public final class EstateMain {

  private static final int FAILED = 1;

  private final Path checkout;
  private final Home home;

  @Spec private CommandSpec spec;

  EstateMain(Path checkout, Home home) {
    this.checkout = checkout;
    this.home = home;
  }

  public static void main(String[] args) {
    var environment = System.getenv();
    var checkout = Path.of(environment.getOrDefault("VIREO_CHECKOUT", "."));
    var home = environment.getOrDefault("VIREO_HOME", checkout.resolve(".vireo").toString());
    System.exit(commandLine(checkout, new Home(Path.of(home))).execute(args));
  }

  /** The command line over one checkout and one home. */
  static CommandLine commandLine(Path checkout, Home home) {
    return new CommandLine(new EstateMain(checkout, home))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (!(failure instanceof LocalPlatformException)) {
                throw failure;
              }
              command.getErr().println("vireo: " + failure.getMessage());
              return FAILED;
            });
  }

  @Command(
      description = "Starts what does not run, and waits until all is ready.",
      mixinStandardHelpOptions = true)
  int up(
      @Parameters(
              arity = "0..1",
              paramLabel = "ramcloud",
              description = "Only the broker and the masters of RAMCloud.")
          @Nullable String only,
      @Option(
              names = "--masters",
              paramLabel = "N",
              description =
                  "How many masters of RAMCloud: without it as many as before, at first 1.")
          @Nullable Integer masters,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              description =
                  "Where the first master of RAMCloud listens, the next ones behind it; without it"
                      + " where they did before, or any free port.")
          @Nullable Integer port,
      @Option(
              names = "--simulate",
              paramLabel = "HOSTS",
              description =
                  "How many simulated hosts: 0 for none; without it as many as before, at first "
                      + Estate.DEFAULT_HOSTS
                      + ".")
          @Nullable Integer hosts,
      @Option(
              names = "--simulator",
              paramLabel = "OPTION=VALUE",
              description =
                  "An option of the simulator, such as luns=64 or delay-ms=50; may be repeated.")
          @Nullable Map<String, String> simulator)
      throws IOException {
    if (hosts != null && (hosts < 0 || hosts > 2000)) {
      throw new ParameterException(
          spec.subcommands().get("up"), "--simulate takes 0 to 2000 hosts, not " + hosts);
    }
    var estate = estate();
    var ramcloud = masters(masters, port);
    if (only != null) {
      return upRamcloud(only, estate, ramcloud);
    }
    int started = estate.up(given(hosts), simulator == null ? Map.of() : simulator, ramcloud);
    if (started == 0) {
      out().println("All of it runs already.");
    }
    StatusTable.of(estate.status()).forEach(out()::println);
    out().println("State and logs are in " + home.root());
    sayWhatNext(estate);
    return 0;
  }

  private Estate.Masters masters(@Nullable Integer number, @Nullable Integer port) {
    if (number != null && (number < 1 || number > 16)) {
      throw new ParameterException(
          spec.subcommands().get("up"), "--masters takes 1 to 16, not " + number);
    }
    if (port != null && (port < 1024 || port > 65_000)) {
      throw new ParameterException(
          spec.subcommands().get("up"), "--port takes 1024 to 65000, not " + port);
    }
    return new Estate.Masters(given(number), given(port));
  }

  private static OptionalInt given(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private int upRamcloud(String only, Estate estate, Estate.Masters masters) {
    if (!only.equals("ramcloud")) {
      throw new ParameterException(
          spec.subcommands().get("up"),
          "up takes 'ramcloud' to start that alone, or nothing to start all; not '" + only + "'");
    }
    if (estate.upRamcloud(masters) == 0) {
      out().println("All of it runs already.");
    }
    var statuses = estate.status();
    StatusTable.of(statuses).forEach(out()::println);
    statuses.stream()
        .map(status -> status.ports().get("resp"))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(resp -> out().printf("To ask it, such as: redis-cli -c -p %d%n", resp));
    return 0;
  }

  /** The lines that a person types next. */
  private void sayWhatNext(Estate estate) throws IOException {
    var simulator = estate.file().map(EstateFile::simulator);
    out().println();
    if (simulator.isEmpty()) {
      out().println("To register a host, see: ./vireo hosts add --help");
      return;
    }
    var lists =
        SimulatedFleet.read(Path.of(simulator.get().readyFile()))
            .writeLists(home.root(), "env=simulated");
    out().printf("To register the %d simulated hosts:%n", simulator.get().hosts());
    out()
        .printf(
            "  ./vireo hosts import %s \\%n      --known-hosts %s%n",
            shell(lists.list()), shell(lists.keys()));
    out().println("and then, such as: ./vireo hosts list");
  }

  /** As short as it can be typed from here. */
  private static String shell(Path file) {
    var here = Path.of("").toAbsolutePath();
    var shown = file.toAbsolutePath();
    String text = (shown.startsWith(here) ? here.relativize(shown) : shown).toString();
    return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  @Command(
      description = "Shows each process: whether it runs and is ready, where it listens.",
      mixinStandardHelpOptions = true)
  int status(
      @Option(names = "--json", description = "One JSON document instead of a table.") boolean json)
      throws JsonProcessingException {
    var estate = estate();
    var statuses = estate.status();
    if (json) {
      out()
          .println(
              new ObjectMapper()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(
                      Map.of("home", home.root().toString(), "processes", statuses)));
    } else {
      StatusTable.of(statuses).forEach(out()::println);
      estate
          .file()
          .map(EstateFile::simulator)
          .ifPresent(
              simulator ->
                  out()
                      .printf(
                          "%d simulated hosts; their addresses are in%n  %s%n",
                          simulator.hosts(), simulator.readyFile()));
    }
    boolean all = statuses.stream().allMatch(s -> s.state() == ProcessStatus.State.READY);
    return all ? 0 : FAILED;
  }

  @Command(description = "Stops everything that up started.", mixinStandardHelpOptions = true)
  int down() {
    if (estate().down() == 0) {
      out().println("Nothing was running.");
    }
    return 0;
  }

  @Command(
      description = {
        "Makes the ahead-of-time caches that let what is built start in a third of the time;",
        "does nothing where they are there. The home is made for it, and removed."
      },
      hidden = true,
      mixinStandardHelpOptions = true)
  int train() {
    var unheard = new PrintWriter(Writer.nullWriter());
    out().println(new Training(checkout, home, unheard).run());
    return 0;
  }

  @Command(description = "Shows the log of a process.", mixinStandardHelpOptions = true)
  int logs(
      @Parameters(
              paramLabel = "SERVICE",
              description = "Such as platform, inventory or inventory-service.")
          String asked,
      @Option(
              names = "-n",
              paramLabel = "LINES",
              defaultValue = "50",
              description = "How many of the last lines; ${DEFAULT-VALUE} if not given.")
          int lines,
      @Option(names = "-f", description = "Go on with what is appended, until Ctrl-C.")
          boolean follow) {
    String service =
        asked.endsWith("-service") ? asked.substring(0, asked.lastIndexOf('-')) : asked;
    var known = logNames();
    if (!known.contains(service)) {
      throw new ParameterException(
          spec.subcommands().get("logs"),
          "There is no log of '%s' in %s; there are: %s"
              .formatted(
                  service, home.logs(), known.isEmpty() ? "none" : String.join(", ", known)));
    }
    var log = new LogFollower(home.log(service), out());
    if (follow) {
      log.follow(lines);
    } else {
      log.tail(lines);
    }
    return 0;
  }

  private List<String> logNames() {
    File[] files = home.logs().toFile().listFiles();
    return files == null
        ? List.of()
        : Stream.of(files)
            .map(File::getName)
            .filter(name -> name.endsWith(".log"))
            .map(name -> name.substring(0, name.length() - ".log".length()))
            .sorted()
            .toList();
  }

  private Estate estate() {
    return new Estate(checkout, home, out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
