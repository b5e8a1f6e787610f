package dev.vireo.console.command;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether and how long a command's end is waited for. */
@Command
final class WaitOptions {

  @Option(
      names = "--no-wait",
      description =
          "Do not wait: print the command's id, which is its correlation id. See vireo command ID.")
  boolean noWait;

  @Option(
      names = "--timeout",
      defaultValue = "30m",
      paramLabel = "DURATION",
      description = "How long to wait; ${DEFAULT-VALUE} if not given. The command itself goes on.")
  Duration timeout = Duration.ofMinutes(30);
}
