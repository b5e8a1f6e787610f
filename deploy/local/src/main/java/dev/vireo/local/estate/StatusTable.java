package dev.vireo.local.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What runs where, for people: aligned columns under a heading. */
public final class StatusTable {

  private static final List<String> HEADING =
      List.of("PROCESS", "STATE", "PID", "LISTENS", "SINCE");

  private StatusTable() {}

  /** One line per process, and a line below for what is to be known beside. */
  public static List<String> of(List<ProcessStatus> statuses) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADING);
    for (ProcessStatus status : statuses) {
      rows.add(
          List.of(
              status.name(),
              status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              status.pid() == null ? "-" : Long.toString(status.pid()),
              listens(status.ports()),
              status.startedAt() == null ? "-" : status.startedAt()));
    }
    var lines = new ArrayList<String>();
    for (int row = 0; row < rows.size(); row++) {
      lines.add(line(rows, rows.get(row)));
      String note = row == 0 ? null : statuses.get(row - 1).note();
      if (note != null) {
        lines.add("  " + note);
      }
    }
    return lines;
  }

  private static String listens(Map<String, Integer> ports) {
    return ports.isEmpty()
        ? "-"
        : ports.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(port -> port.getKey() + " 127.0.0.1:" + port.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String line(List<List<String>> rows, List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
      line.append(cells.get(column)).repeat(' ', width - cells.get(column).length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
