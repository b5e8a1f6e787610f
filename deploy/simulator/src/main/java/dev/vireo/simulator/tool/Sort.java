package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** {@code sort -rnuf -t C -k N[,M]}. */
final class Sort {
  private Sort() {}

  static int run(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "rnuft:k:");
    List<String> lines = new ArrayList<>(Lines.all(call, switches.operands()));
    Comparator<String> order = Comparator.comparing(line -> key(line, switches), byKind(switches));
    Comparator<String> ties = switches.has('u') ? (_, _) -> 0 : Comparator.naturalOrder();
    order = order.thenComparing(ties);
    lines.sort(switches.has('r') ? order.reversed() : order);
    String previous = null;
    for (String line : lines) {
      if (!switches.has('u') || previous == null || order.compare(previous, line) != 0) {
        call.println(line);
      }
      previous = line;
    }
    return 0;
  }

  private static Comparator<String> byKind(Switches switches) {
    if (switches.has('n') || switches.get('k', "").endsWith("n")) {
      return Comparator.comparingDouble(Sort::number);
    }
    return switches.has('f') ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
  }

  private static double number(String text) {
    String digits = text.strip().replaceFirst("^(-?[0-9]*\\.?[0-9]*).*$", "$1");
    return digits.matches("-?[0-9]*\\.?[0-9]+|-?[0-9]+\\.?") ? Double.parseDouble(digits) : 0;
  }

  private static String key(String line, Switches switches) {
    if (!switches.has('k')) {
      return line;
    }
    String spec = switches.get('k', "1");
    if (!spec.matches("[1-9][0-9]{0,4}(,[1-9][0-9]{0,4})?n?")) {
      throw new Usage(2, "bad field specification '" + spec + "'");
    }
    String[] bounds = spec.replace("n", "").split(",");
    int from = Integer.parseInt(bounds[0]) - 1;
    int to = bounds.length > 1 ? Integer.parseInt(bounds[1]) : Integer.MAX_VALUE;
    String separator = switches.has('t') ? Pattern.quote(switches.get('t', "\t")) : "\\s+";
    String[] fields = (switches.has('t') ? line : line.strip()).split(separator, -1);
    StringBuilder key = new StringBuilder();
    for (int i = from; i < Math.min(to, fields.length); i++) {
      key.append(fields[i]).append(' ');
    }
    return key.toString();
  }
}
