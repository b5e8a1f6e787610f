package dev.vireo.container.inspect;

import dev.vireo.hypervisor.offline.OfflineProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

/**
 * {@code vireo inspect templates|distribution|distro|vzctl}: looks at what was captured, offline.
 *
 * <p>Exit codes: 0 all was read, 1 something could not be told or the output could not be written,
 * 2 an argument is malformed or could not be read. What is found does not change the exit code.
 */
public final class InspectMain {

  private static final String USAGE =
      """
      Usage: vireo inspect templates|distribution|distro|vzctl ...; each takes --help
      """;

  private InspectMain() {}

  /** Runs with the given arguments and exits with the code above. */
  public static void main(String[] args) {
    OfflineProgram.run(out -> run(Arrays.asList(args), System.in, out, System.err));
  }

  /** Runs without leaving the process. */
  public static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
    Said said = new Said(out, err);
    String kind = args.isEmpty() ? "" : args.getFirst();
    String usage = usage(kind);
    if (usage.isEmpty()) {
      err.print(USAGE);
      return Said.MALFORMED;
    }
    List<String> rest = args.subList(1, args.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      out.print(usage);
      return Said.OK;
    }
    try {
      return dispatch(kind, rest, in, said);
    } catch (Arguments.Malformed e) {
      return said.malformed(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return said.malformed(e.getMessage() + ": does not exist");
    } catch (AccessDeniedException e) {
      return said.malformed(e.getMessage() + ": cannot be read: permission denied");
    } catch (IOException | InvalidPathException e) {
      return said.malformed("cannot be read: " + e.getMessage());
    }
  }

  private static String usage(String kind) {
    return switch (kind) {
      case "templates" -> InspectTemplates.USAGE;
      case "distribution" -> InspectDistribution.USAGE;
      case "distro" -> InspectDistro.USAGE;
      case "vzctl" -> InspectVzctl.USAGE;
      default -> "";
    };
  }

  private static int dispatch(String kind, List<String> rest, InputStream in, Said said)
      throws Arguments.Malformed, IOException {
    return switch (kind) {
      case "templates" -> InspectTemplates.run(rest, in, said);
      case "distribution" -> InspectDistribution.run(rest, in, said);
      case "distro" -> InspectDistro.run(rest, said);
      case "vzctl" -> InspectVzctl.run(rest, in, said);
      default -> said.malformed("there is nothing to inspect called '" + kind + "'");
    };
  }
}
