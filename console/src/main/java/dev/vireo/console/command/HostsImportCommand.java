package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.files.HostList;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo hosts import}. */
@Command(
    name = "import",
    description = {
      "Takes in the hosts of a CSV file, whose first line names the columns: name, address, user,",
      "one of password_file, key_file, credential; and tags (env=prod;site=a), crypto (legacy),",
      "passphrase_file (of the key_file); and for the API of Proxmox VE api, api_user, one of",
      "api_secret_file, api_credential; and api_fingerprint."
    })
final class HostsImportCommand extends Task {

  @Parameters(paramLabel = "FILE.csv", description = "The host list, in UTF-8.")
  private Path file = Path.of("");

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "Accept the host keys in this file.")
  private @Nullable Path knownHosts;

  @Option(names = "--trust-on-first-use", description = "Accept the first key each host shows.")
  private boolean trustOnFirstUse;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    if (knownHosts != null && trustOnFirstUse) {
      throw Trouble.refused(
          "Both --known-hosts and --trust-on-first-use are given", "give one of them");
    }
    List<HostList.Line> lines = HostList.read(file);
    lines.forEach(line -> HostNames.require(line.name()));
    List<RegisterHost> commands = new ArrayList<>();
    for (HostList.Line line : lines) {
      commands.add(
          new RegisterHost(
              line.name(),
              account(line)
                  .connection(console, line.name(), line.address())
                  .with(api(console, line)),
              line.tags()));
    }
    return new Delivery(console, wait)
        .giveAll(commands, heard -> show(console, commands.size(), heard));
  }

  private AccountOptions account(HostList.Line line) {
    return new AccountOptions(
        line.user(),
        line.keyFile().map(this::beside).orElse(null),
        line.passphraseFile().map(this::beside).orElse(null),
        line.passwordFile().map(this::beside).orElse(null),
        line.credential().orElse(null),
        null,
        null,
        knownHosts,
        trustOnFirstUse,
        line.crypto().toLowerCase(Locale.ROOT).equals("legacy"));
  }

  private @Nullable ApiAccess api(Console console, HostList.Line line) {
    HostList.Api api = line.api().orElse(null);
    return api == null
        ? null
        : AccountOptions.api(
            console,
            line.name(),
            api.address(),
            api.user(),
            api.secretFile().map(this::beside).orElse(null),
            api.credential().orElse(null),
            api.fingerprint().orElse(null));
  }

  /** Relative names in the list are meant from where the list lies. */
  private Path beside(String name) {
    return file.toAbsolutePath().resolveSibling(name);
  }

  private static Exit show(Console console, int given, Heard heard) {
    List<Outcome> outcomes =
        heard.outcomes().values().stream().sorted(Comparator.comparing(Outcomes::about)).toList();
    ArrayNode documents = Json.MAPPER.createArrayNode();
    outcomes.forEach(outcome -> documents.add(Outcomes.document(outcome)));
    console.answer(
        documents,
        paper ->
            paper.table(
                new Table<Outcome>()
                    .text("host", Outcomes::about)
                    .text("outcome", HostsImportCommand::word, HostsImportCommand::style)
                    .text("message", Outcomes::words),
                outcomes));
    long done = outcomes.stream().filter(each -> Outcomes.exit(each) == Exit.DONE).count();
    if (done == given) {
      return Exit.DONE;
    }
    console.note(
        "vireo: %d of %d hosts are taken in and answer%s"
            .formatted(
                done,
                given,
                outcomes.size() == given
                    ? ""
                    : "; " + (given - outcomes.size()) + " have not ended in time and go on"));
    return done > 0
        ? Exit.PART
        : outcomes.stream().map(Outcomes::exit).distinct().count() == 1 && outcomes.size() == given
            ? Outcomes.exit(outcomes.getFirst())
            : Exit.PART;
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case CommandSucceeded ok -> "done";
      case CommandFailed failed -> "failed";
      case CommandRejected rejected -> "refused";
    };
  }

  private static Style style(Outcome outcome) {
    return Style.ofWord(outcome.getClass().getSimpleName());
  }
}
