package dev.vireo.console.command;

import dev.vireo.console.Exit;
import dev.vireo.console.ramcloud.Login;
import dev.vireo.console.ramcloud.MasterAddress;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Trust;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code vireo ramcloud}. */
@Command(
    name = "ramcloud",
    description = "The store in memory: its masters, its tables and what is in them.",
    subcommands = {
      RamcloudStatusCommand.class,
      RamcloudTabletsCommand.class,
      RamcloudMoveCommand.class,
      RamcloudTablesCommand.class,
      RamcloudGetCommand.class,
      RamcloudPutCommand.class,
      RamcloudScanCommand.class,
      RamcloudBenchCommand.class,
      RamcloudDrillCommand.class
    })
final class RamcloudCommand extends Group {

  @Option(
      names = "--ramcloud-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "A master, redis://HOST:PORT, or rediss://HOST:PORT by TLS; several with commas. Else"
              + " VIREO_RAMCLOUD, else the estate of this machine.")
  private @Nullable String url;

  @Option(
      names = "--ramcloud-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "Who logs in.")
  private @Nullable String user;

  @Option(
      names = "--ramcloud-password-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Holds the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--ramcloud-ca",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "PEM file of the authorities that are believed; else those of this machine.")
  private @Nullable Path authorities;

  private Ramcloud cluster(Console console) {
    return new Ramcloud(
        MasterAddress.parse(console.estate().ramcloud(url)),
        Trust.in(authorities),
        Login.of(user, passwordFile));
  }

  /** A command that asks the masters. */
  @Command
  abstract static class Asking extends Task {

    @Override
    final Exit run(Console console) {
      RamcloudCommand group = (RamcloudCommand) spec.parent().userObject();
      try (Ramcloud cluster = group.cluster(console)) {
        return run(console, cluster);
      }
    }

    abstract Exit run(Console console, Ramcloud cluster);
  }
}
