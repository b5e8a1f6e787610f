package dev.vireo.local.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What runs where, for people: aligned columns under a heading. */
public final class StatusTable {

  private static final List<String> HEADING =
      List.of("PROCESS", "STATE", "PID", "LISTENS", "SINCE");

  private StatusTable() {}

  /** A line per process and port, and one below for what is to be known beside. */
  public static List<String> of(List<ProcessStatus> statuses) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADING);
    for (ProcessStatus status : statuses) {
      var listens = listens(status.ports());
      rows.add(
          List.of(
              status.name(),
              status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              status.pid() == null ? "-" : Long.toString(status.pid()),
              listens.getFirst(),
              status.startedAt() == null ? "-" : status.startedAt()));
      listens.stream().skip(1).forEach(port -> rows.add(List.of("", "", "", port, "")));
      if (status.note() != null) {
        rows.add(List.of("  " + status.note()));
      }
    }
    return rows.stream().map(row -> line(rows, row)).toList();
  }

  private static List<String> listens(Map<String, Integer> ports) {
    return ports.isEmpty()
        ? List.of("-")
        : ports.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(port -> port.getKey() + " 127.0.0.1:" + port.getValue())
            .toList();
  }

  private static String line(List<List<String>> rows, List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      int at = column;
      int width =
          rows.stream()
              .filter(row -> row.size() == HEADING.size())
              .mapToInt(row -> row.get(at).length())
              .max()
              .orElse(0);
      String cell = cells.get(column);
      line.append(cell).repeat(' ', Math.max(0, width - cell.length()) + 2);
    }
    return line.toString().stripTrailing();
  }
}
