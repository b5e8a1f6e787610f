package dev.vireo.multipath.inspect;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code vireo inspect multipath [--json] FILE...}: reads captured output offline.
 *
 * <p>Exit codes: 0 all was read, 2 an argument is malformed or could not be read (what could be is
 * printed all the same). Findings do not change the exit code.
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

        --json   one JSON document: an object for one file, an array of objects for several
        --help   this text
      """;

  private InspectMain() {}

  /** Runs with the given arguments and exits with the code above. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int code = run(Arrays.asList(args), out, System.err);
    out.flush();
    System.exit(code);
  }

  /** Runs without leaving the process. */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    boolean json = false;
    boolean onlyFiles = false;
    List<String> files = new ArrayList<>();
    for (String arg : args) {
      if (onlyFiles || !arg.startsWith("-")) {
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
    return report(files, json, out, err);
  }

  private static int report(List<String> files, boolean json, PrintStream out, PrintStream err) {
    int code = OK;
    List<Capture> captures = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (String file : files) {
      try {
        List<Capture> ofOneHost = Sources.read(Path.of(file));
        if (ofOneHost.isEmpty()) {
          err.println(file + ": holds no listing of storage paths that is known");
        }
        captures.addAll(ofOneHost);
        findings.addAll(Findings.of(ofOneHost));
      } catch (NoSuchFileException e) {
        err.println(file + ": does not exist");
        code = MALFORMED;
      } catch (IOException | InvalidPathException e) {
        err.println(file + ": cannot be read: " + e.getMessage());
        code = MALFORMED;
      }
    }
    if (!captures.isEmpty() || (json && code == OK)) {
      out.print(
          json ? JsonReport.of(captures, findings) + "\n" : TextReport.of(captures, findings));
    }
    return code;
  }
}
