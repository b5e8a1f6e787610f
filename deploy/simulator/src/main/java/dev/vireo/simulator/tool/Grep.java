package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code grep -qvinEFcowlhHe -A -B -C -m}. */
final class Grep {
  private final Call call;
  private final Switches switches;
  private final List<Pattern> patterns = new ArrayList<>();
  private final boolean named;
  private final Deque<String> before = new ArrayDeque<>();
  private int selected;
  private int selectedInFile;
  private int trailing;
  private int number;
  private boolean printed;
  private boolean gap;
  private String current = "";

  private Grep(Call call, Switches switches, List<String> files) {
    this.call = call;
    this.switches = switches;
    this.named = switches.has('H') || (files.size() > 1 && !switches.has('h'));
  }

  static int run(Call call) throws IOException {
    return run(call, "");
  }

  static int extended(Call call) throws IOException {
    return run(call, "-E");
  }

  static int fixed(Call call) throws IOException {
    return run(call, "-F");
  }

  private static int run(Call call, String implied) throws IOException {
    List<String> arguments = new ArrayList<>(call.arguments());
    if (!implied.isEmpty()) {
      arguments.addFirst(implied);
    }
    Switches switches = Switches.parse(arguments, "qvinEFcowxlhHse:A:B:C:m:");
    List<String> operands = new ArrayList<>(switches.operands());
    List<String> expressions = new ArrayList<>(switches.all('e'));
    if (expressions.isEmpty()) {
      if (operands.isEmpty()) {
        throw new Usage(2, "usage: grep [-qvinEFcowxlhHs] [-e] PATTERN [FILE]...");
      }
      expressions.add(operands.removeFirst());
    }
    Grep grep = new Grep(call, switches, operands);
    for (String expression : expressions) {
      for (String line : expression.split("\n", -1)) {
        grep.patterns.add(grep.pattern(line));
      }
    }
    return grep.search(operands);
  }

  private Pattern pattern(String expression) {
    boolean ignoreCase = switches.has('i');
    Pattern pattern =
        switches.has('F')
            ? Pattern.compile(Pattern.quote(expression), ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
            : PosixPattern.compile(expression, switches.has('E'), ignoreCase);
    if (switches.has('w')) {
      return Pattern.compile("(?<!\\w)(?:" + pattern.pattern() + ")(?!\\w)", pattern.flags());
    }
    return switches.has('x')
        ? Pattern.compile("^(?:" + pattern.pattern() + ")$", pattern.flags())
        : pattern;
  }

  private int search(List<String> files) throws IOException {
    int status = 0;
    for (String file : files.isEmpty() ? List.of("-") : files) {
      current = file.equals("-") ? "(standard input)" : file;
      selectedInFile = 0;
      number = 0;
      trailing = 0;
      before.clear();
      status |= Lines.each(call, List.of(file), (name, line) -> visit(line));
      if (switches.has('c')) {
        call.println((named ? current + ":" : "") + selectedInFile);
      }
      if (switches.has('q') && selected > 0) {
        return 0;
      }
    }
    return status != 0 ? 2 : selected > 0 ? 0 : 1;
  }

  private boolean visit(String line) throws IOException {
    number++;
    boolean matches = patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
    if (matches == switches.has('v')) {
      context(line);
      return true;
    }
    selected++;
    selectedInFile++;
    if (switches.has('q')) {
      return false;
    }
    if (switches.has('l')) {
      call.println(current);
      return false;
    }
    if (!switches.has('c')) {
      show(line);
    }
    return !switches.has('m') || selectedInFile < switches.number('m', 0);
  }

  private int after() {
    return switches.number('A', switches.number('C', 0));
  }

  private int lead() {
    return switches.number('B', switches.number('C', 0));
  }

  private void context(String line) throws IOException {
    if (trailing > 0 && !switches.has('c')) {
      trailing--;
      print(line, number, '-');
    } else if (lead() > 0) {
      before.add(line);
      if (before.size() > lead()) {
        before.remove();
        gap = true;
      }
    } else {
      gap = true;
    }
  }

  private void show(String line) throws IOException {
    if (switches.has('o') && !switches.has('v')) {
      for (Pattern pattern : patterns) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
          if (!matcher.group().isEmpty()) {
            print(matcher.group(), number, ':');
          }
        }
      }
      return;
    }
    if (gap && printed && after() + lead() > 0) {
      call.println("--");
    }
    gap = false;
    int first = number - before.size();
    while (!before.isEmpty()) {
      print(before.remove(), first++, '-');
    }
    print(line, number, ':');
    trailing = after();
  }

  private void print(String line, int at, char separator) throws IOException {
    printed = true;
    call.println(
        (named ? current + separator : "")
            + (switches.has('n') ? at + String.valueOf(separator) : "")
            + line);
  }
}
