package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.shell.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code vzlist}: what is configured, not what is true, but for the status. */
final class VzList {
  private static final List<String> USUAL = List.of("ctid", "nproc", "status", "ip", "hostname");

  private final ContainerHost host;
  private final VzRelease release;

  VzList(ContainerHost host, VzRelease release) {
    this.host = host;
    this.release = release;
  }

  int run(Call call) throws IOException {
    boolean all = false;
    boolean stopped = false;
    boolean headless = false;
    List<String> fields = USUAL;
    List<Integer> wanted = new ArrayList<>();
    List<String> words = call.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-a", "--all" -> all = true;
        case "-S", "--stopped" -> stopped = true;
        case "-H", "--no-header" -> headless = true;
        case "-n", "--name" -> {}
        case "-1" -> {
          headless = true;
          fields = List.of("ctid");
        }
        case "-aH", "-Ha" -> {
          all = true;
          headless = true;
        }
        case "-o", "--output" -> {
          i++;
          fields = i < words.size() ? Arrays.asList(words.get(i).split(",")) : List.of();
        }
        default -> {
          if (!word.matches("[0-9]{1,10}")) {
            call.complain("invalid option -- '" + word.replaceFirst("^-+", "") + "'");
            return 1;
          }
          wanted.add(Integer.parseInt(word));
        }
      }
    }
    for (String field : fields) {
      if (width(field) == 0) {
        call.out().flush();
        call.err().write(("Unknown field: " + field + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return 1;
      }
    }
    List<Integer> shown = new ArrayList<>();
    for (int id : configured(host.files(), release)) {
      boolean runs = host.guests().isRunning(id);
      boolean asked = wanted.isEmpty() ? all || (stopped ? !runs : runs) : wanted.contains(id);
      if (asked) {
        shown.add(id);
      }
    }
    if (shown.isEmpty()) {
      call.out().flush();
      call.err().write("Container(s) not found\n".getBytes(StandardCharsets.ISO_8859_1));
      return 1;
    }
    if (!headless) {
      call.println(line(fields, fields.stream().map(VzList::title).toList()));
    }
    for (int id : shown) {
      List<String> values = new ArrayList<>();
      for (String field : fields) {
        values.add(value(id, field));
      }
      call.println(line(fields, values));
    }
    return 0;
  }

  /** The ids of all containers that have a configuration, ascending. */
  static List<Integer> configured(DiskFiles files, VzRelease release) {
    return files.list(release.configFolder()).stream()
        .filter(name -> name.matches("[1-9][0-9]{0,8}\\.conf"))
        .map(name -> Integer.parseInt(name.substring(0, name.length() - 5)))
        .sorted()
        .toList();
  }

  /** The width of a column, to the right where negative as in printf; 0 for no such field. */
  private static int width(String field) {
    return switch (field) {
      case "ctid",
          "veid",
          "nproc",
          "numproc",
          "cpulimit",
          "cpuunits",
          "physpages",
          "privvmpages",
          "uptime",
          "diskspace",
          "diskinodes",
          "cpus",
          "laverage" ->
          10;
      case "status" -> -9;
      case "ip" -> -15;
      case "hostname",
          "name",
          "description",
          "ostemplate",
          "private",
          "root",
          "nameserver",
          "searchdomain" ->
          -32;
      case "onboot", "disabled", "layout" -> -6;
      default -> 0;
    };
  }

  private static String title(String field) {
    return switch (field) {
      case "ip" -> "IP_ADDR";
      case "veid" -> "CTID";
      default -> field.toUpperCase(Locale.ROOT);
    };
  }

  private static String line(List<String> fields, List<String> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      int width = width(fields.get(i));
      line.append(i > 0 ? " " : "").append(String.format("%" + width + "s", values.get(i)));
    }
    return line.toString().stripTrailing();
  }

  private String value(int id, String field) throws IOException {
    VzConfig config =
        VzConfig.parse(
            new String(
                host.files().content(release.configFolder() + "/" + id + ".conf"),
                StandardCharsets.ISO_8859_1));
    Optional<Guest> guest = host.guests().find(id);
    String value =
        switch (field) {
          case "ctid", "veid" -> Integer.toString(id);
          case "status" -> guest.isPresent() ? "running" : "stopped";
          case "nproc", "numproc" -> guest.isPresent() ? "9" : "-";
          case "ip" -> String.join(" ", config.words("IP_ADDRESS"));
          case "private", "root" ->
              config
                  .get("VE_" + field.toUpperCase(Locale.ROOT), "/var/lib/vz/" + field + "/$VEID")
                  .replace("$VEID", Integer.toString(id));
          case "uptime" ->
              guest.isPresent()
                  ? Long.toString(
                      Duration.between(guest.get().started(), Instant.now()).toSeconds())
                  : "-";
          case "laverage" -> guest.isPresent() ? "0.00/0.00/0.00" : "-";
          case "layout" -> "simfs";
          default -> config.get(field.toUpperCase(Locale.ROOT), "");
        };
    return value.isEmpty() ? "-" : value;
  }
}
