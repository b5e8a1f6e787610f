package dev.vireo.bench;

import dev.vireo.bench.backup.BackupCommand;
import dev.vireo.bench.containers.ContainersCommand;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.fleet.FleetCommand;
import dev.vireo.bench.latency.LatencyCommand;
import dev.vireo.bench.parse.ParseCommand;
import dev.vireo.bench.ramcloud.RamcloudCommand;
import dev.vireo.bench.start.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code vireo bench}. Exit codes: 0 measured, whether or not the claim is met; 1 could not be
 * measured; 2 the command line is wrong.
 */
@Command(
    name = "vireo bench",
    description = {
      "The benchmarks behind the claims. Each prints its figure beside that of a peer, measured in",
      "the same run on the same machine, and whether the claim is met."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      ParseCommand.class,
      FleetCommand.class,
      LatencyCommand.class,
      StartCommand.class,
      ContainersCommand.class,
      RamcloudCommand.class,
      BackupCommand.class
    })
public final class BenchMain {

  private BenchMain() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    CommandLine line =
        new CommandLine(new BenchMain())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (!(failure instanceof NotMeasured)) {
                    throw failure;
                  }
                  command.getErr().println("vireo bench: " + failure.getMessage());
                  return 1;
                });
    if (arguments.length == 0) {
      line.usage(System.err);
      System.exit(2);
    }
    System.exit(line.execute(arguments));
  }
}
