package dev.vireo.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.backup.ConnectionCandidate;
import dev.vireo.bus.backup.ConnectionCause;
import dev.vireo.bus.backup.ConnectionCheck;
import dev.vireo.bus.backup.ConnectionCheckResult;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.backup.VantageFinding;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.files.CredentialFolder;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code vireo backup diagnose TARGET --from HOST...}. Without {@code --from} the script asks the
 * backup service's offline main, which needs no bus.
 */
@Command(
    name = "diagnose",
    description = {
      "Why a backup target cannot be worked with, seen from registered hosts over SSH.",
      "Logins are made one after the other, from the target's own machine last, and no more than"
          + " allowed.",
      "Exit codes: 0 healthy, 1 a cause was found, 2 refused, 3 not reached."
    })
final class BackupDiagnoseCommand extends Task {

  @Parameters(
      paramLabel = "TARGET[:PORT]",
      description = "A name or an address; a name is looked up at each place by itself.")
  private String target = "";

  @Option(
      names = "--from",
      paramLabel = "HOST",
      description =
          "Look from this registered host, or 'here' for the service's own machine; repeatable.")
  private List<String> from = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "appliance, vcenter, esx, pve or https (pve at port 8006, else https).")
  private @Nullable ConnectionKind kind;

  @Option(names = "--user", paramLabel = "USER", description = "Log in as this account.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "With the password in this file, mode 0600; over the bus goes only its name.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "Logins in total, over all places; 1 if not given.")
  private @Nullable Integer attempts;

  @Option(
      names = "--hold",
      paramLabel = "SECONDS",
      description = "How long the session rests before it is used again; 1 if not given.")
  private @Nullable Integer hold;

  @Option(
      names = "--certificate-sha256",
      paramLabel = "FP",
      description = "Expect the certificate with this fingerprint, whoever signed it.")
  private @Nullable String fingerprint;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Of this machine's look alone; with --from give --certificate-sha256.")
  private @Nullable Path authorities;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write all evidence, without secrets, to one file to send to support.")
  private @Nullable Path report;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    if (authorities != null) {
      throw Trouble.refused(
          "--ca-file is read on this machine, and --from looks by the backup service",
          "give --certificate-sha256, or have the service's machine trust the authority");
    }
    if ((user == null) != (passwordFile == null)) {
      throw Trouble.refused(
          "--user and --password-file go together", "give both, or neither for no login");
    }
    Path password = passwordFile;
    String reference =
        password == null
            ? null
            : AccountOptions.kept(console, password, owner(), CredentialFolder.Use.PASSWORD);
    return new Delivery(console, wait)
        .give(
            new DiagnoseConnection(
                target, kind, from, user, reference, attempts, hold, fingerprint),
            Set.of(ConnectionDiagnosed.class),
            (outcome, heard) -> {
              Optional<ConnectionDiagnosed> diagnosed =
                  heard.bodies(ConnectionDiagnosed.class).stream().findFirst();
              return diagnosed.isPresent()
                  ? show(console, diagnosed.get())
                  : Result.show(console, outcome, heard);
            });
  }

  /** The name that the password is kept under; targets hold characters that file names do not. */
  private String owner() {
    return "target-" + target.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private Exit show(Console console, ConnectionDiagnosed seen) {
    ObjectNode document = document(seen);
    if (report != null) {
      write(report, document);
    }
    console.answer(document, paper -> page(paper, seen));
    return seen.cause() == ConnectionCause.HEALTHY ? Exit.DONE : Exit.PART;
  }

  /** As the offline look prints it: results and the kind in lower case. */
  private static ObjectNode document(ConnectionDiagnosed seen) {
    ObjectNode document = Json.MAPPER.valueToTree(seen);
    document.put("kind", seen.kind().name().toLowerCase(Locale.ROOT));
    for (JsonNode check : document.path("checks")) {
      ((ObjectNode) check).put("result", check.path("result").asText().toLowerCase(Locale.ROOT));
    }
    return document;
  }

  /** All results side by side, then in words what is not well or not the same everywhere. */
  private static void page(Paper paper, ConnectionDiagnosed seen) {
    List<String> places = seen.vantagePoints().stream().map(VantageFinding::from).toList();
    Map<String, Map<String, ConnectionCheckResult>> results = new LinkedHashMap<>();
    for (ConnectionCheck check : seen.checks()) {
      results
          .computeIfAbsent(check.name(), name -> new LinkedHashMap<>())
          .merge(check.from(), check.result(), BackupDiagnoseCommand::worse);
    }
    paper.line(row("check", places), Style.HEAD);
    results.forEach(
        (name, byPlace) ->
            paper.line(
                row(
                    name,
                    places.stream()
                        .map(p -> word(byPlace.getOrDefault(p, ConnectionCheckResult.SKIPPED)))
                        .toList()),
                style(byPlace.values())));
    paper.gap();
    for (ConnectionCheck check : seen.checks()) {
      boolean same = Set.copyOf(results.getOrDefault(check.name(), Map.of()).values()).size() == 1;
      if (check.result() != ConnectionCheckResult.OK ? !isIdle(check) : !same) {
        paper.line(
            "%s, %s %s, %d ms: %s"
                .formatted(
                    check.from(),
                    check.name(),
                    word(check.result()),
                    check.millis(),
                    check.evidence()));
      }
    }
    paper.gap();
    paper.line("%s: %s (%s)".formatted(seen.target(), seen.cause(), seen.confidence()), Style.HEAD);
    if (!seen.difference().isEmpty()) {
      paper.line("The places differ: " + seen.difference());
    }
    int rank = 1;
    for (ConnectionCandidate candidate : seen.candidates()) {
      paper.line("  %d. %s: %s".formatted(rank, candidate.cause(), candidate.why()));
      paper.line("     decides: " + candidate.probe());
      rank++;
    }
    if (!seen.ruledOut().isEmpty()) {
      paper.line(
          "Ruled out: "
              + seen.ruledOut().stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
    paper.line(seen.advice());
  }

  private static String row(String name, List<String> cells) {
    return "%-18s".formatted(name)
        + cells.stream()
            .map(c -> " %-14s".formatted(c))
            .collect(Collectors.joining())
            .stripTrailing();
  }

  private static String word(ConnectionCheckResult result) {
    return result == ConnectionCheckResult.SKIPPED ? "-" : result.name().toLowerCase(Locale.ROOT);
  }

  /** Of two checks of one name from one place, the one that says more. */
  private static ConnectionCheckResult worse(ConnectionCheckResult a, ConnectionCheckResult b) {
    List<ConnectionCheckResult> order =
        List.of(
            ConnectionCheckResult.SKIPPED,
            ConnectionCheckResult.OK,
            ConnectionCheckResult.WARNING,
            ConnectionCheckResult.FAILED);
    return order.indexOf(a) >= order.indexOf(b) ? a : b;
  }

  private static Style style(Collection<ConnectionCheckResult> results) {
    return results.contains(ConnectionCheckResult.FAILED)
        ? Style.BAD
        : results.contains(ConnectionCheckResult.WARNING)
            ? Style.WARN
            : results.contains(ConnectionCheckResult.OK) ? Style.PLAIN : Style.DIM;
  }

  /** A check that was not made because of another one, or was not asked for. */
  private static boolean isIdle(ConnectionCheck check) {
    return check.result() == ConnectionCheckResult.SKIPPED
        && (check.evidence().contains("-> not made, for ")
            || check.evidence().contains("-> not made: it does not apply"));
  }

  /** For its owner alone: names and addresses of an estate are nobody else's business. */
  private static void write(Path file, JsonNode document) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, document + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Trouble.failed(
          "The report could not be written to " + file + ": " + e, "name another file", e);
    }
  }
}
