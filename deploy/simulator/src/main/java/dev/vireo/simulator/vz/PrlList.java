package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code prlctl list}, as columns or as JSON, which as in the original escapes nothing. */
final class PrlList {
  private static final Map<String, Integer> WIDTHS =
      Map.of(
          "uuid", 39,
          "status", 12,
          "name", 32,
          "ip", 15,
          "ip_configured", 15,
          "hostname", 32,
          "ostemplate", 24,
          "type", 2);

  private final ContainerHost host;
  private final PrlPrograms programs;

  PrlList(ContainerHost host, PrlPrograms programs) {
    this.host = host;
    this.programs = programs;
  }

  int run(Call call, List<String> words) throws IOException {
    int output = Math.max(words.indexOf("-o"), words.indexOf("--output"));
    List<String> fields =
        output >= 0 && output + 1 < words.size()
            ? Arrays.asList(words.get(output + 1).split(","))
            : List.of("uuid", "status", "ip_configured", "type", "name");
    for (String field : fields) {
      if (!WIDTHS.containsKey(field)) {
        call.complain("Unknown field: " + field);
        return 1;
      }
    }
    boolean all = words.contains("-a") || words.contains("--all");
    boolean json = words.contains("-j") || words.contains("--json");
    List<List<String>> rows = new ArrayList<>();
    for (int id : programs.ids()) {
      if (all || host.guests().isRunning(id)) {
        rows.add(row(id, fields, json));
      }
    }
    rows.sort(Comparator.comparing(List::getFirst));
    if (json) {
      call.print("[\n");
      for (int i = 0; i < rows.size(); i++) {
        call.print(i == 0 ? "\t{\n" : ",\n\t{\n");
        for (int f = 0; f < fields.size(); f++) {
          call.print(
              (f == 0 ? "" : ",\n")
                  + "\t\t\""
                  + fields.get(f)
                  + "\": \""
                  + rows.get(i).get(f)
                  + "\"");
        }
        call.print("\n\t}");
      }
      call.print("\n]\n");
      return 0;
    }
    if (!words.contains("-H") && !words.contains("--no-header")) {
      call.println(line(fields, fields.stream().map(PrlList::title).toList()));
    }
    for (List<String> row : rows) {
      call.println(line(fields, row));
    }
    return 0;
  }

  private static String title(String field) {
    return switch (field) {
      case "ip", "ip_configured" -> "IP_ADDR";
      case "type" -> "T";
      default -> field.toUpperCase(Locale.ROOT);
    };
  }

  private static String line(List<String> fields, List<String> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      boolean last = i + 1 == fields.size();
      line.append(
          last
              ? values.get(i)
              : String.format("%-" + WIDTHS.get(fields.get(i)) + "s ", values.get(i)));
    }
    return line.toString();
  }

  private List<String> row(int id, List<String> fields, boolean json) throws IOException {
    VzConfig config = programs.config(id);
    List<String> row = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      List<String> addresses =
          config.words("IP_ADDRESS").stream().map(a -> a.split("/", 2)[0]).toList();
      String uuid = config.get("UUID", "");
      String value =
          switch (fields.get(i)) {
            case "uuid" -> json ? uuid : "{" + uuid + "}";
            case "status" -> host.guests().isRunning(id) ? "running" : "stopped";
            case "name" -> config.get("NAME", Integer.toString(id));
            case "hostname" -> config.get("HOSTNAME", "");
            case "ostemplate" -> config.get("OSTEMPLATE", "");
            case "type" -> "CT";
            default ->
                i + 1 == fields.size()
                    ? String.join(" ", addresses) + (addresses.isEmpty() ? "" : " ")
                    : addresses.isEmpty() ? "" : addresses.getFirst();
          };
      row.add(value.isEmpty() ? "-" : value);
    }
    return row;
  }
}
