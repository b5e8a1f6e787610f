package dev.vireo.container.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a command was given: options first or last, {@code --option value} or {@code
 * --option=value}, {@code --} before what begins with two dashes. What begins with one is no
 * option, for a template may be called so.
 */
record Arguments(Set<String> switches, Map<String, String> values, List<String> rest) {

  /** What is wrong with the arguments, in words for whoever gave them. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * @param known switches that the command has, such as {@code --json}
   * @param valued options that take a value, such as {@code --rule}
   */
  static Arguments parse(List<String> args, Set<String> known, Set<String> valued)
      throws Malformed {
    Set<String> switches = new LinkedHashSet<>();
    Map<String, String> values = new HashMap<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      int equals = arg.indexOf('=');
      String option = equals > 0 ? arg.substring(0, equals) : arg;
      if (arg.equals("--")) {
        rest.addAll(args.subList(i + 1, args.size()));
        break;
      } else if (!arg.startsWith("--")) {
        rest.add(arg);
      } else if (valued.contains(option)) {
        if (equals > 0) {
          values.put(option, arg.substring(equals + 1));
        } else if (i + 1 < args.size()) {
          i++;
          values.put(option, args.get(i));
        } else {
          throw new Malformed("option " + option + " needs a value");
        }
      } else if (known.contains(arg)) {
        switches.add(arg);
      } else {
        throw new Malformed(
            "option '" + arg + "' is not known; options are " + words(known, valued));
      }
    }
    return new Arguments(switches, values, rest);
  }

  private static String words(Set<String> known, Set<String> valued) {
    List<String> all = new ArrayList<>(valued);
    all.addAll(known);
    return String.join(", ", all.stream().sorted().toList());
  }

  /** A file to read, or standard input for {@code -}. */
  static InputStream input(String file, InputStream stdin) throws Malformed, IOException {
    if (file.equals("-")) {
      return stdin;
    }
    if (file.isEmpty() || Files.isDirectory(Path.of(file))) {
      throw new Malformed((file.isEmpty() ? "an empty name" : file) + ": is no file");
    }
    return Files.newInputStream(Path.of(file));
  }

  boolean has(String option) {
    return switches.contains(option);
  }
}
