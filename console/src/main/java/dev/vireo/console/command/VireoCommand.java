package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Surroundings;
import dev.vireo.console.Trouble;
import dev.vireo.console.estate.Places;
import dev.vireo.console.print.Shown;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code vireo} command: what all its commands have in common. */
@Command(
    name = "vireo",
    description = "Day-2 work of a virtualization estate, over a message bus.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = VireoCommand.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      HostsCommand.class,
      PathsCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      RollbackCommand.class,
      SatpCommand.class,
      StandardCommand.class,
      TemplatesCommand.class,
      ContainersCommand.class,
      BackupCommand.class,
      ChangesCommand.class,
      SendCommand.class,
      EventsCommand.class,
      CommandStateCommand.class,
      ProjectionsCommand.class,
      TokenCommand.class,
      RamcloudCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class VireoCommand implements Runnable {

  private static final String BY_THE_SCRIPT =
      """

      @|bold On this machine|@ (handled by the ./vireo script itself):
        ./vireo up [--simulate HOSTS] | status | down | logs SERVICE
        ./vireo demo [--keep] [--fault ignore]
        ./vireo build | test [--long]
        ./vireo inspect multipath FILE...

      @|bold Exit codes|@: 0 done, 1 done in part or failed, 2 refused or malformed, 3 could not reach.
      @|bold Selectors|@ name hosts: all, name=esx-01, product=esx and version>=6.7 and tag:env=prod.\
      """;

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  @Option(
      names = "--kafka",
      scope = ScopeType.INHERIT,
      paramLabel = "HOST:PORT",
      description =
          "Kafka brokers, comma-separated. Else VIREO_KAFKA, else the estate of this machine.")
  private @Nullable String kafka;

  @Option(
      names = "--kafka-config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Kafka client properties, such as security.protocol. Else VIREO_KAFKA_CONFIG.")
  private @Nullable String kafkaConfig;

  @Option(
      names = "--inventory-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "The inventory service. Else VIREO_INVENTORY_URL, else the estate of this machine.")
  private @Nullable String inventoryUrl;

  @Option(
      names = "--multipath-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "The multipath service. Else VIREO_MULTIPATH_URL, else the estate of this machine.")
  private @Nullable String multipathUrl;

  @Option(
      names = "--container-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "The container service. Else VIREO_CONTAINER_URL, else the estate of this machine.")
  private @Nullable String containerUrl;

  @Option(
      names = "--backup-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The backup service. Else VIREO_BACKUP_URL, else the estate of this machine.")
  private @Nullable String backupUrl;

  @Option(
      names = "--actor",
      scope = ScopeType.INHERIT,
      paramLabel = "WHO",
      description = "On whose behalf, for the audit. Else you, on this machine.")
  private @Nullable String actor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      hidden = true,
      description = "Print stack traces.")
  private boolean debug;

  private VireoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command line; gives the exit code. */
  public static int run(Surroundings surroundings, String... args) {
    return commandLine(surroundings).execute(args);
  }

  /** The parser of all commands. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line = new CommandLine(new VireoCommand(surroundings));
    line.getCommandSpec().usageMessage().footer(BY_THE_SCRIPT.split("\n"));
    line.registerConverter(Duration.class, Durations::parse);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            surroundings.terminal().colour()
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((failure, args) -> misused(surroundings, failure, args));
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> ((VireoCommand) line.getCommand()).fail(failure));
    return line;
  }

  /** What the commands work with. */
  Console console() {
    return new Console(
        surroundings,
        new Places(kafka, kafkaConfig, inventoryUrl, multipathUrl, containerUrl, backupUrl),
        json,
        actor);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See vireo help.");
  }

  private int fail(Exception failure) {
    if (debug) {
      failure.printStackTrace(surroundings.err());
    }
    Trouble trouble =
        failure instanceof Trouble known
            ? known
            : Trouble.failed(
                "Something went wrong inside the command line: " + failure,
                "run it again with --debug, and report what it prints",
                failure);
    say(surroundings, json, trouble);
    return trouble.exit().code();
  }

  /** What the ./vireo script does before it comes to this program. */
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("up", "down", "status", "logs", "demo", "build", "test", "inspect");

  private static int misused(Surroundings surroundings, ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    boolean json = Arrays.asList(args).contains("--json");
    String advice = "see: " + name + " --help";
    String seen = String.valueOf(failure.getMessage());
    if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (!unmatched.isUnknownOption()) {
        seen =
            command.getSubcommands().isEmpty()
                ? "'%s' is a word too many for '%s'".formatted(first, name)
                : "There is no command '%s %s'".formatted(name, first);
      }
      if (name.equals("vireo") && OF_THE_SCRIPT.contains(first)) {
        advice = "it is the script in Vireo's folder that knows this one: ./vireo " + first;
      } else if (!unmatched.getSuggestions().isEmpty()) {
        advice += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
      }
    }
    say(surroundings, json, Trouble.refused(seen, advice));
    return Exit.REFUSED.code();
  }

  private static void say(Surroundings surroundings, boolean json, Trouble trouble) {
    ("vireo: " + trouble.seen()).lines().map(Shown::line).forEach(surroundings.err()::println);
    if (!trouble.advice().isEmpty()) {
      surroundings.err().println("  to do: " + Shown.line(trouble.advice()));
    }
    if (json) {
      ObjectNode document = Json.MAPPER.createObjectNode();
      document.put("outcome", "error").put("exit", trouble.exit().code());
      document.put("message", trouble.seen()).put("advice", trouble.advice());
      surroundings.out().println(document);
    }
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = VireoCommand.class.getPackage().getImplementationVersion();
      return new String[] {"vireo " + (version == null ? "(not packaged)" : version)};
    }
  }
}
