package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.files.CredentialFolder;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Size;
import dev.vireo.console.print.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo backup destinations}. */
@Command(
    name = "destinations",
    description = "Where backups are kept.",
    subcommands = {
      BackupDestinationsCommand.Add.class,
      BackupDestinationsCommand.ListAll.class,
      BackupCommand.Check.class,
      BackupDestinationsCommand.Import.class
    })
final class BackupDestinationsCommand extends Group {

  /** {@code vireo backup destinations add}. */
  @Command(
      name = "add",
      description = {
        "Says where backups may be kept, and makes the repository there.",
        "A repository that is there already is left as it is: see vireo backup destinations"
            + " import.",
        "The password is copied, mode 0600, to where the service reads it; keep it in a safe place,"
            + " too:",
        "without it nothing can be restored."
      })
  static final class Add extends Task {

    @Parameters(paramLabel = "NAME", description = "The name it shall have.")
    private String name = "";

    @Option(
        names = "--url",
        required = true,
        paramLabel = "URL",
        description =
            "/FOLDER of the service's machine, sftp:USER@HOST:/FOLDER, rest:https://HOST:PORT/NAME"
                + " or s3:https://HOST/BUCKET, without any secret.")
    private String url = "";

    @ArgGroup(multiplicity = "1")
    private PasswordOptions password = new PasswordOptions();

    @Option(
        names = "--user",
        paramLabel = "REF",
        description = "Reference to the access key of S3 or the user of REST: file:NAME, ...")
    private @Nullable String user;

    @ArgGroup private @Nullable SecretOptions secret;

    @Option(
        names = "--trust-on-first-use",
        description = "Accept the first key that an SFTP server shows, and no other ever after.")
    private boolean trustOnFirstUse;

    @Option(
        names = "--keep-free",
        paramLabel = "MIB",
        description = "Begin no run while less is free there; 1024 if not given.")
    private @Nullable Integer keepFree;

    @Option(
        names = "--read-all-in",
        paramLabel = "DAYS",
        description = "In how many checks all of its data is read once; 30 if not given.")
    private @Nullable Integer readAllIn;

    @Option(
        names = "--at-once",
        paramLabel = "N",
        description = "How many runs write to it at once; 2 if not given.")
    private @Nullable Integer atOnce;

    @Option(names = "--no-init", description = "Make no repository; one is there, to be imported.")
    private boolean noInit;

    @Mixin private WaitOptions wait;

    /** One of these. */
    static final class PasswordOptions {

      @Option(
          names = "--password-file",
          paramLabel = "FILE",
          description = "What the repository is encrypted with, mode 0600.")
      private @Nullable Path file;

      @Option(
          names = "--password",
          paramLabel = "REF",
          description =
              "Or a reference to it: file:NAME, env:VIREO_CREDENTIAL_NAME, vault:PATH#FIELD")
      private @Nullable String reference;
    }

    /** One of these, or neither. */
    static final class SecretOptions {

      @Option(names = "--key", paramLabel = "FILE", description = "SFTP: a private key, mode 0600.")
      private @Nullable Path key;

      @Option(
          names = "--secret",
          paramLabel = "REF",
          description = "Reference to the secret key of S3, the password of REST, the key of SFTP.")
      private @Nullable String reference;
    }

    @Override
    Exit run(Console console) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
        throw Trouble.refused(
            "'" + name + "' is no name of a destination",
            "write 1 to 63 letters, digits, '.', '_' and '-'");
      }
      DefineBackupDestination definition =
          new DefineBackupDestination(
              name,
              url,
              password(console),
              user,
              secret(console),
              trustOnFirstUse ? HostKeyTrust.TRUST_ON_FIRST_USE : null,
              keepFree,
              readAllIn,
              atOnce);
      if (noInit || wait.noWait) {
        return BackupCommand.give(console, wait, definition);
      }
      Exit defined =
          new Delivery(console, wait)
              .give(
                  definition,
                  Set.of(),
                  (outcome, heard) ->
                      outcome instanceof CommandSucceeded
                          ? Exit.DONE
                          : Result.show(console, outcome, heard));
      return defined == Exit.DONE
          ? BackupCommand.give(console, wait, new InitDestination(name))
          : defined;
    }

    private String password(Console console) {
      Path file = password.file;
      if (file != null) {
        return AccountOptions.kept(console, file, name, CredentialFolder.Use.REPOSITORY_PASSWORD);
      }
      return reference(password.reference, "password");
    }

    private @Nullable String secret(Console console) {
      if (secret == null) {
        return null;
      }
      Path key = secret.key;
      return key != null
          ? AccountOptions.kept(console, key, name, CredentialFolder.Use.PRIVATE_KEY)
          : reference(secret.reference, "secret");
    }

    private String reference(@Nullable String text, String use) {
      String given = java.util.Objects.requireNonNull(text, "one of the two is given");
      AccountOptions.requireReference(given, use, name);
      return given;
    }
  }

  /** {@code vireo backup destinations list}. */
  @Command(name = "list", description = "Destinations, and how they were found last.")
  static final class ListAll extends Task {

    @Override
    Exit run(Console console) {
      JsonNode all = console.ask(Domain.BACKUP).get("/backup/destinations", Map.of());
      console.answer(all, paper -> page(rows(all), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> all, Paper paper) {
      if (all.isEmpty()) {
        paper.line("No destination is defined. To define one: vireo backup destinations add");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("name", field("destination"))
              .id("url", field("url"))
              .word("state", ListAll::state)
              .number("free", row -> Size.text(row.path("freeBytes")))
              .text("checked", row -> Cells.time(row, "checkedAt")),
          all);
    }

    private static String state(JsonNode row) {
      if (row.path("repository").asText("").isEmpty() || row.path("repository").isNull()) {
        return "not ready";
      }
      return row.path("sound").isBoolean() && !row.path("sound").asBoolean() ? "damaged" : "ready";
    }
  }

  /** {@code vireo backup destinations import}. */
  @Command(
      name = "import",
      description = "Makes the catalogue of restore points anew from what a destination holds.")
  static final class Import extends Task {

    @Parameters(paramLabel = "DESTINATION", description = "The destination.")
    private String destination = "";

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return BackupCommand.give(console, wait, new ImportDestination(destination));
    }
  }
}
