package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The small text tools: cat, head, tail, wc, uniq, cut, tee. */
final class TextTools {
  private TextTools() {}

  static void addTo(Map<String, Tool> tools) {
    tools.put("cat", TextTools::cat);
    tools.put("head", TextTools::head);
    tools.put("tail", TextTools::tail);
    tools.put("wc", TextTools::wc);
    tools.put("uniq", TextTools::uniq);
    tools.put("cut", TextTools::cut);
    tools.put("tee", TextTools::tee);
  }

  private static int cat(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "u");
    int status = 0;
    for (String file : switches.operands().isEmpty() ? List.of("-") : switches.operands()) {
      try {
        InputStream in = Lines.open(call, file);
        in.transferTo(call.out());
      } catch (FileNotFoundException e) {
        call.complain("can't open '" + file + "': No such file or directory");
        status = 1;
      }
    }
    return status;
  }

  private static List<String> withoutDashNumber(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    if (!words.isEmpty() && words.getFirst().matches("-[0-9]+")) {
      words.set(0, "-n" + words.getFirst().substring(1));
    }
    return words;
  }

  private static int head(Call call) throws IOException {
    Switches switches = Switches.parse(withoutDashNumber(call.arguments()), "n:c:");
    if (switches.has('c')) {
      call.out().write(call.in().readNBytes(switches.number('c', 0)));
      return 0;
    }
    int wanted = switches.number('n', 10);
    int[] seen = {0};
    return wanted == 0
        ? 0
        : Lines.each(
            call,
            switches.operands(),
            (file, line) -> {
              call.println(line);
              return ++seen[0] < wanted;
            });
  }

  private static int tail(Call call) throws IOException {
    List<String> words = withoutDashNumber(call.arguments());
    Switches switches =
        Switches.parse(
            words.stream().map(word -> word.replaceFirst("^-n\\+", "-n0+")).toList(), "n:c:");
    if (switches.has('c')) {
      return bytesFrom(call, switches);
    }
    String count = switches.get('n', "10");
    if (count.matches("0?\\+[0-9]{1,9}")) {
      int from = Integer.parseInt(count.substring(count.indexOf('+') + 1));
      int[] seen = {0};
      return Lines.each(
          call,
          switches.operands(),
          (file, line) -> {
            if (++seen[0] >= from) {
              call.println(line);
            }
            return true;
          });
    }
    int wanted = switches.number('n', 10);
    Deque<String> last = new ArrayDeque<>();
    int status =
        Lines.each(
            call,
            switches.operands(),
            (file, line) -> {
              last.add(line);
              if (last.size() > wanted) {
                last.remove();
              }
              return true;
            });
    for (String line : last) {
      call.println(line);
    }
    return status;
  }

  /** {@code tail -c +N FILE}: from its Nth byte on. What is before a file's is not read. */
  private static int bytesFrom(Call call, Switches switches) throws IOException {
    String from = switches.get('c', "");
    if (!from.matches("\\+[0-9]{1,18}") || switches.operands().size() != 1) {
      throw new Usage(1, "only tail -c +N FILE is supported");
    }
    String file = switches.operands().getFirst();
    try (InputStream in = Lines.open(call, file)) {
      in.skipNBytes(Math.max(0, Long.parseLong(from.substring(1)) - 1));
      in.transferTo(call.out());
      return 0;
    } catch (EOFException past) {
      return 0;
    } catch (FileNotFoundException e) {
      call.complain("cannot open '" + file + "' for reading: No such file or directory");
      return 1;
    }
  }

  private static int wc(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "lwc");
    boolean all = switches.values().isEmpty();
    for (String file : switches.operands().isEmpty() ? List.of("-") : switches.operands()) {
      byte[] content;
      try {
        content = Lines.open(call, file).readAllBytes();
      } catch (FileNotFoundException e) {
        call.complain(file + ": No such file or directory");
        return 1;
      }
      long lines = 0;
      long words = 0;
      boolean inWord = false;
      for (byte b : content) {
        lines += b == '\n' ? 1 : 0;
        boolean blank = b == ' ' || b == '\n' || b == '\t' || b == '\r';
        words += !blank && !inWord ? 1 : 0;
        inWord = !blank;
      }
      List<String> columns = new ArrayList<>();
      if (all || switches.has('l')) {
        columns.add(Long.toString(lines));
      }
      if (all || switches.has('w')) {
        columns.add(Long.toString(words));
      }
      if (all || switches.has('c')) {
        columns.add(Integer.toString(content.length));
      }
      String text =
          columns.size() == 1
              ? columns.getFirst()
              : String.join(
                  "", columns.stream().map(column -> String.format("%10s", column)).toList());
      call.println(file.equals("-") ? text : text + " " + file);
    }
    return 0;
  }

  private static int uniq(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "cdu");
    List<String> lines = Lines.all(call, switches.operands());
    for (int i = 0; i < lines.size(); ) {
      int end = i;
      while (end < lines.size() && lines.get(end).equals(lines.get(i))) {
        end++;
      }
      int count = end - i;
      if ((!switches.has('d') || count > 1) && (!switches.has('u') || count == 1)) {
        call.println((switches.has('c') ? String.format("%7d ", count) : "") + lines.get(i));
      }
      i = end;
    }
    return 0;
  }

  private static int cut(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "d:f:c:b:s");
    boolean fields = switches.has('f');
    String list = fields ? switches.get('f', "") : switches.get('c', switches.get('b', ""));
    List<int[]> ranges = ranges(list);
    String delimiter = switches.get('d', "\t");
    if (delimiter.length() != 1) {
      throw new Usage(1, "the delimiter must be a single character");
    }
    return Lines.each(
        call,
        switches.operands(),
        (file, line) -> {
          if (!fields) {
            StringBuilder chosen = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
              if (inRange(ranges, i + 1)) {
                chosen.append(line.charAt(i));
              }
            }
            call.println(chosen.toString());
          } else if (line.contains(delimiter)) {
            String[] parts = line.split(Pattern.quote(delimiter), -1);
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < parts.length; i++) {
              if (inRange(ranges, i + 1)) {
                chosen.add(parts[i]);
              }
            }
            call.println(String.join(delimiter, chosen));
          } else if (!switches.has('s')) {
            call.println(line);
          }
          return true;
        });
  }

  private static List<int[]> ranges(String list) {
    List<int[]> ranges = new ArrayList<>();
    for (String part : list.split(",")) {
      if (!part.matches("[0-9]{1,9}|[0-9]{1,9}-|-[0-9]{1,9}|[0-9]{1,9}-[0-9]{1,9}")) {
        throw new Usage(1, "invalid range '" + part + "'");
      }
      int dash = part.indexOf('-');
      String from = dash < 0 ? part : part.substring(0, dash);
      String to = dash < 0 ? part : part.substring(dash + 1);
      ranges.add(
          new int[] {
            from.isEmpty() ? 1 : Integer.parseInt(from),
            to.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(to)
          });
    }
    return ranges;
  }

  private static boolean inRange(List<int[]> ranges, int at) {
    return ranges.stream().anyMatch(range -> range[0] <= at && at <= range[1]);
  }

  private static int tee(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "a");
    List<OutputStream> outs = new ArrayList<>(List.of(call.out()));
    for (String file : switches.operands()) {
      outs.add(
          call.session()
              .machine()
              .files()
              .write(VirtualFiles.resolve(call.directory(), file), switches.has('a')));
    }
    byte[] buffer = new byte[8192];
    for (int n = call.in().read(buffer); n >= 0; n = call.in().read(buffer)) {
      for (OutputStream out : outs) {
        out.write(buffer, 0, n);
      }
    }
    return 0;
  }
}
