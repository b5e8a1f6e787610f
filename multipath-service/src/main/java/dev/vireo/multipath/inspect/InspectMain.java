package dev.vireo.multipath.inspect;

import dev.vireo.hypervisor.offline.OfflineProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code vireo inspect multipath [--json] FILE...}: reads captured output offline.
 *
 * <p>Exit codes: 0 all was read, 1 the output could not be written, 2 an argument is malformed or
 * could not be read (what could be is printed all the same). Findings do not change the exit code.
 */
public final class InspectMain {

  static final int OK = 0;
  static final int MALFORMED = 2;

  private static final String USAGE =
      """
      Usage: vireo inspect multipath [--json] FILE...

      Reads what esxcli and the esxcfg tools printed on ESX 4.0 to 8.0 and prints devices, paths
      and findings. FILE is a captured file, a folder such as an extracted support bundle, or a
      bundle itself (.tgz, .tar.gz, .tar); the files of a folder or bundle count as one host's.
      With - a capture is read from standard input.

        --json   one JSON document: an object for one file, an array of objects for several
        --help   this text
      """;

  private InspectMain() {}

  /** Runs with the given arguments and exits with the code above. */
  public static void main(String[] args) {
    OfflineProgram.run(out -> run(Arrays.asList(args), System.in, out, System.err));
  }

  /** Runs without leaving the process. */
  public static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
    boolean json = false;
    boolean onlyFiles = false;
    List<String> files = new ArrayList<>();
    for (String arg : args) {
      if (onlyFiles || !arg.startsWith("-") || arg.equals("-")) {
        files.add(arg);
      } else if (arg.equals("--")) {
        onlyFiles = true;
      } else if (arg.equals("--json")) {
        json = true;
      } else if (arg.equals("--help") || arg.equals("-h")) {
        out.print(USAGE);
        return OK;
      } else {
        err.println("option '" + arg + "' is not known; options are --json and --help");
        return MALFORMED;
      }
    }
    if (files.isEmpty()) {
      err.println("no file was given");
      err.print(USAGE);
      return MALFORMED;
    }
    return report(files, json, in, out, err);
  }

  private static int report(
      List<String> files, boolean json, InputStream in, PrintStream out, PrintStream err) {
    List<Capture> captures = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (String file : files) {
      try {
        List<Capture> ofOneHost = Sources.read(file, in, e -> troubles.add(trouble(file, e)));
        if (ofOneHost.stream().allMatch(Capture::isUnknown)) {
          err.println(file + ": holds no listing of storage paths that is known");
        }
        captures.addAll(ofOneHost);
        findings.addAll(Findings.of(ofOneHost));
      } catch (IOException e) {
        troubles.add(trouble(file, e));
      } catch (InvalidPathException e) {
        troubles.add(file + ": is no name of a file: " + e.getReason());
      }
    }
    troubles.forEach(err::println);
    int code = troubles.isEmpty() ? OK : MALFORMED;
    if (json && (!captures.isEmpty() || code == OK)) {
      boolean one = files.size() == 1 && captures.size() == 1;
      out.println(
          one
              ? JsonReport.object(captures.getFirst(), findings)
              : JsonReport.array(captures, findings));
    } else if (!captures.isEmpty()) {
      out.print(TextReport.of(captures, findings));
    }
    return code;
  }

  private static String trouble(String argument, IOException e) {
    String file =
        e instanceof FileSystemException of && of.getFile() != null ? of.getFile() : argument;
    return switch (e) {
      case NoSuchFileException gone -> file + ": does not exist";
      case AccessDeniedException denied -> file + ": cannot be read: permission denied";
      case FileSystemException other -> file + ": cannot be read: " + other.getReason();
      default -> (file.isEmpty() ? "''" : file) + ": cannot be read: " + e.getMessage();
    };
  }
}
