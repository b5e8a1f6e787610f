package dev.vireo.backup.inspect;

import dev.vireo.backup.domain.preflight.Diagnoser;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Sight;
import dev.vireo.backup.probe.Authorities;
import dev.vireo.backup.probe.Here;
import dev.vireo.backup.probe.Preflight;
import dev.vireo.hypervisor.offline.OfflineProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/**
 * {@code vireo backup diagnose}: why a connection from this machine does not serve.
 *
 * <p>Exit codes: 0 healthy, 1 a cause was found, 2 an argument is malformed or a file cannot be
 * read.
 */
public final class DiagnoseMain {

  private static final int HEALTHY = 0;
  private static final int CAUSE_FOUND = 1;
  private static final int MALFORMED = 2;

  private static final String USAGE =
      """
      Usage: vireo backup diagnose TARGET[:PORT] [options]

      Looks at a backup target from this machine and ends in one named cause. At most one login is made.

        --kind KIND               appliance, vcenter, esx, pve or https (pve at port 8006, else https)
        --user USER               log in once as this account, with the password of ...
        --password-file FILE      ... whose first line is the password
        --hold SECONDS            how long the session rests before it is used again (1)
        --ca-file FILE            trust these authorities too
        --certificate-sha256 FP   expect the certificate with this fingerprint, whoever signed it
        --report FILE             write all evidence, without secrets, to one file to send to support
        --json                    one JSON document on stdout
        --from HOST, --attempts N look from registered hosts instead, over the bus; see
                                  vireo backup diagnose TARGET --from HOST --help

      Exit codes: 0 healthy, 1 a cause was found, 2 malformed.
      """;

  private DiagnoseMain() {}

  /** Runs with the given arguments and exits with the code above. */
  public static void main(String[] args) {
    OfflineProgram.run(out -> run(Arrays.asList(args), out, System.err));
  }

  /** Runs without leaving the process. */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(USAGE);
      return HEALTHY;
    }
    try {
      DiagnoseArguments asked = DiagnoseArguments.parse(args);
      asked.remarks().forEach(r -> err.println("vireo backup diagnose: " + r));
      Preflight preflight = new Preflight(Authorities.with(asked.authorities()));
      List<Sight> here =
          preflight.look(
              List.of(new Here()),
              asked.target(),
              new Preflight.Permission(
                  asked.pin(), asked.user(), asked.password(), asked.hold(), 1));
      Diagnosis diagnosis = Diagnoser.diagnose(asked.target(), here);
      out.print(asked.json() ? json(diagnosis) : DiagnosisText.of(diagnosis));
      if (asked.report().isPresent()) {
        write(asked.report().get(), json(diagnosis));
      }
      return diagnosis.healthy() ? HEALTHY : CAUSE_FOUND;
    } catch (DiagnoseArguments.Malformed e) {
      return malformed(err, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return malformed(err, e.getMessage() + ": does not exist");
    } catch (CharacterCodingException e) {
      return malformed(err, "the password file is not UTF-8");
    } catch (IOException e) {
      return malformed(err, "cannot be read or written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return malformed(err, "interrupted");
    }
  }

  private static String json(Diagnosis diagnosis) {
    return DiagnosisJson.of(diagnosis) + "\n";
  }

  /** For its owner alone: names and addresses of an estate are nobody else's business. */
  private static void write(Path file, String json) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, json, StandardCharsets.UTF_8);
  }

  private static int malformed(PrintStream err, String message) {
    err.println("vireo backup diagnose: " + message);
    return MALFORMED;
  }
}
