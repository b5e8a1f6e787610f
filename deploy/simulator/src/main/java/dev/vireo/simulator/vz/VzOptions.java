package dev.vireo.simulator.vz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The options after an action's CTID.
 *
 * @param values without their dashes, in the order given
 */
record VzOptions(Map<String, List<String>> values, Set<String> flags) {
  private static final Set<String> FLAGS =
      Set.of("save", "force", "wait", "fast", "skip-umount", "reset_ub", "all");
  private static final Set<String> SETTINGS =
      Set.of(
          "hostname",
          "nameserver",
          "searchdomain",
          "ostemplate",
          "onboot",
          "cpuunits",
          "cpus",
          "cpulimit",
          "diskspace",
          "diskinodes",
          "quotatime",
          "quotaugidlimit",
          "name",
          "description",
          "disabled",
          "meminfo",
          "features",
          "bootorder",
          "kmemsize",
          "lockedpages",
          "privvmpages",
          "shmpages",
          "numproc",
          "physpages",
          "vmguarpages",
          "oomguarpages",
          "numtcpsock",
          "numflock",
          "numpty",
          "numsiginfo",
          "tcpsndbuf",
          "tcprcvbuf",
          "othersockbuf",
          "dgramrcvbuf",
          "numothersock",
          "dcachesize",
          "numfile",
          "numiptent",
          "swappages",
          "ram",
          "swap",
          "private",
          "root",
          "layout",
          "ioprio",
          "capability");
  private static final Set<String> OTHERS =
      Set.of("ipadd", "ipdel", "config", "userpasswd", "setmode", "applyconfig", "pkgset");

  /** What is wrong with a command line, and the exit code that says so. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exit;

    Wrong(int exit, String what) {
      super(what, null, false, false);
      this.exit = exit;
    }

    int exit() {
      return exit;
    }
  }

  static VzOptions parse(List<String> words) throws Wrong {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Set<String> flags = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        throw new Wrong(20, "Invalid options: " + word);
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      if (FLAGS.contains(name)) {
        flags.add(name);
        continue;
      }
      if (!SETTINGS.contains(name) && !OTHERS.contains(name)) {
        throw new Wrong(20, "vzctl: unrecognized option `--" + name + "'");
      }
      if (equals < 0 && i + 1 == words.size()) {
        throw new Wrong(20, "vzctl: option `--" + name + "' requires an argument");
      }
      String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
      check(name, value);
      values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }
    return new VzOptions(values, flags);
  }

  private static void check(String name, String value) throws Wrong {
    boolean right =
        switch (name) {
          case "ipadd" -> isAddress(value);
          case "ipdel" -> value.equals("all") || isAddress(value);
          case "nameserver" -> value.isEmpty() || value.equals("inherit") || isAddress(value);
          case "onboot", "disabled" -> value.equals("yes") || value.equals("no");
          case "cpuunits", "cpus", "cpulimit", "quotatime", "quotaugidlimit" ->
              value.matches("[0-9]{1,9}%?");
          case "ram", "swap" -> value.matches("[0-9]{1,15}[bkmgtpBKMGTP]?");
          case "diskspace", "diskinodes", "privvmpages", "physpages", "swappages", "kmemsize" ->
              value.matches(
                  "([0-9]{1,15}[bkmgtpBKMGTP]?|unlimited)(:([0-9]{1,15}[bkmgtpBKMGTP]?|unlimited))?");
          case "userpasswd" -> value.indexOf(':') > 0;
          default -> true;
        };
    if (!right) {
      throw new Wrong(
          21, "Bad parameter for --" + name + ": " + (name.equals("userpasswd") ? "***" : value));
    }
  }

  private static boolean isAddress(String text) {
    String[] parts = text.replaceFirst("/[0-9]{1,2}$", "").split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /** The configuration with one option in force; options that it doesn't keep leave it as it is. */
  static VzConfig applied(VzConfig config, String name, List<String> values) {
    return switch (name) {
      case "ipadd" -> {
        List<String> addresses = new ArrayList<>(config.words("IP_ADDRESS"));
        values.stream().filter(value -> !addresses.contains(value)).forEach(addresses::add);
        yield config.with("IP_ADDRESS", String.join(" ", addresses));
      }
      case "ipdel" -> {
        List<String> addresses = new ArrayList<>(config.words("IP_ADDRESS"));
        addresses.removeIf(each -> values.contains("all") || values.contains(each));
        yield config.with("IP_ADDRESS", String.join(" ", addresses));
      }
      case "ram" -> config.with("PHYSPAGES", "0:" + pages(values.getLast()));
      case "swap" -> config.with("SWAPPAGES", "0:" + pages(values.getLast()));
      case "layout" -> config.with("VE_LAYOUT", values.getLast());
      case "private" -> config.with("VE_PRIVATE", values.getLast());
      case "root" -> config.with("VE_ROOT", values.getLast());
      default ->
          SETTINGS.contains(name)
              ? config.with(name.toUpperCase(Locale.ROOT), String.join(" ", values))
              : config;
    };
  }

  private static long pages(String size) {
    int unit = "BKMGTP".indexOf(Character.toUpperCase(size.charAt(size.length() - 1)));
    long number = Long.parseLong(unit < 0 ? size : size.substring(0, size.length() - 1));
    return (number << 10 * Math.max(0, unit)) / 4096;
  }
}
