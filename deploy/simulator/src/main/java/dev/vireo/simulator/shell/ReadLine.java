package dev.vireo.simulator.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code read}: one line, cut into variables. Takes no byte more than the line from its input. */
final class ReadLine {
  private final Interpreter shell;

  ReadLine(Interpreter shell) {
    this.shell = shell;
  }

  int run(List<String> arguments) throws IOException {
    int first = 0;
    boolean raw = false;
    while (first < arguments.size() && arguments.get(first).startsWith("-")) {
      if (!arguments.get(first).equals("-r")) {
        throw new Signals.Failure(2, "read: illegal option " + arguments.get(first));
      }
      raw = true;
      first++;
    }
    List<String> names = arguments.subList(first, arguments.size());
    for (String name : names) {
      if (!WordReader.isName(name)) {
        throw new Signals.Failure(2, "read: " + name + ": bad variable name");
      }
    }
    StringBuilder line = new StringBuilder();
    StringBuilder escaped = new StringBuilder();
    boolean complete = line(raw, line, escaped);
    assign(names.isEmpty() ? List.of("REPLY") : names, line.toString(), escaped.toString());
    return complete ? 0 : 1;
  }

  /** Reads a line; {@code marks} gets an x for each character that a backslash protects. */
  private boolean line(boolean raw, StringBuilder line, StringBuilder marks) throws IOException {
    InputStream in = shell.files().in();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return true;
      }
      boolean protect = c == '\\' && !raw;
      if (protect) {
        c = in.read();
        if (c == '\n') {
          continue;
        }
        if (c < 0) {
          return false;
        }
      }
      if (c != 0) {
        line.append((char) c);
        marks.append(protect ? 'x' : ' ');
      }
    }
    return false;
  }

  private void assign(List<String> names, String line, String marks) {
    String ifs = shell.variables().get("IFS");
    String separators = ifs == null ? " \t\n" : ifs;
    int at = 0;
    for (int i = 0; i < names.size(); i++) {
      at = skipBlanks(line, marks, separators, at);
      if (i == names.size() - 1) {
        int end = line.length();
        while (end > at && isBlankSeparator(line, marks, separators, end - 1)) {
          end--;
        }
        shell.variables().set(names.get(i), line.substring(at, end));
        return;
      }
      int end = at;
      while (end < line.length() && !isSeparator(line, marks, separators, end)) {
        end++;
      }
      shell.variables().set(names.get(i), line.substring(at, end));
      at = skipBlanks(line, marks, separators, end);
      if (at < line.length()
          && isSeparator(line, marks, separators, at)
          && !isBlankSeparator(line, marks, separators, at)) {
        at++;
      }
    }
  }

  private static int skipBlanks(String line, String marks, String separators, int from) {
    int at = from;
    while (at < line.length() && isBlankSeparator(line, marks, separators, at)) {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(String line, String marks, String separators, int at) {
    return marks.charAt(at) == ' ' && separators.indexOf(line.charAt(at)) >= 0;
  }

  private static boolean isBlankSeparator(String line, String marks, String separators, int at) {
    return isSeparator(line, marks, separators, at) && Character.isWhitespace(line.charAt(at));
  }
}
