package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code sed -nEr -e}: the commands s, p, d, q and =, with line and pattern addresses. */
final class Sed {

  /** Where a command applies: a line number, the last line, or a pattern. */
  private record Address(int line, boolean last, @Nullable Pattern pattern) {
    boolean fits(String text, int number, boolean atEnd) {
      return pattern != null ? pattern.matcher(text).find() : last ? atEnd : line == number;
    }
  }

  private record Substitution(
      Pattern pattern, String replacement, boolean all, boolean print, int which) {}

  private static final class Command {
    @Nullable Address from;
    @Nullable Address to;
    boolean negated;
    char letter;
    @Nullable Substitution substitution;
    boolean inRange;
  }

  private final boolean extended;
  private final List<Command> commands = new ArrayList<>();
  private String script = "";
  private int at;

  private Sed(boolean extended) {
    this.extended = extended;
  }

  static int run(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "nErse:");
    List<String> operands = new ArrayList<>(switches.operands());
    List<String> scripts = new ArrayList<>(switches.all('e'));
    if (scripts.isEmpty()) {
      if (operands.isEmpty()) {
        throw new Usage(1, "usage: sed [-nEr] [-e] SCRIPT [FILE]...");
      }
      scripts.add(operands.removeFirst());
    }
    Sed sed = new Sed(switches.has('E') || switches.has('r'));
    for (String script : scripts) {
      sed.parse(script);
    }
    return sed.edit(call, Lines.all(call, operands), switches.has('n'));
  }

  private int edit(Call call, List<String> lines, boolean quiet) throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      boolean deleted = false;
      boolean quit = false;
      for (Command command : commands) {
        if (applies(command, text, i + 1, i + 1 == lines.size()) == command.negated) {
          continue;
        }
        switch (command.letter) {
          case 'd' -> deleted = true;
          case 'p' -> call.println(text);
          case '=' -> call.println(Integer.toString(i + 1));
          case 'q' -> quit = true;
          default -> {
            String changed = substitute(command, text);
            Substitution substitution = command.substitution;
            if (substitution != null && substitution.print() && !changed.equals(text)) {
              call.println(changed);
            }
            text = changed;
          }
        }
        if (deleted || quit) {
          break;
        }
      }
      if (!deleted && !quiet) {
        call.println(text);
      }
      if (quit) {
        break;
      }
    }
    return 0;
  }

  private static boolean applies(Command command, String text, int number, boolean atEnd) {
    Address from = command.from;
    Address to = command.to;
    if (from == null) {
      return true;
    }
    if (to == null) {
      return from.fits(text, number, atEnd);
    }
    if (command.inRange) {
      command.inRange = !to.fits(text, number, atEnd) && !(to.line() > 0 && number >= to.line());
      return true;
    }
    if (from.fits(text, number, atEnd)) {
      command.inRange = !(to.line() > 0 && number >= to.line()) && !(to.last() && atEnd);
      return true;
    }
    return false;
  }

  private static String substitute(Command command, String text) {
    Substitution substitution = command.substitution;
    if (substitution == null) {
      return text;
    }
    Matcher matcher = substitution.pattern().matcher(text);
    StringBuilder out = new StringBuilder();
    int count = 0;
    int from = 0;
    while (matcher.find()) {
      count++;
      if (count < substitution.which()) {
        continue;
      }
      out.append(text, from, matcher.start()).append(filled(substitution.replacement(), matcher));
      from = matcher.end();
      if (!substitution.all()) {
        break;
      }
    }
    return out.append(text.substring(from)).toString();
  }

  private static String filled(String replacement, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '&') {
        out.append(matcher.group());
      } else if (c == '\\' && i + 1 < replacement.length()) {
        char next = replacement.charAt(++i);
        if (Character.isDigit(next)) {
          int group = next - '0';
          String value = group <= matcher.groupCount() ? matcher.group(group) : "";
          out.append(value == null ? "" : value);
        } else {
          out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void parse(String text) {
    script = text;
    at = 0;
    while (true) {
      while (at < script.length() && " \t\n;".indexOf(script.charAt(at)) >= 0) {
        at++;
      }
      if (at >= script.length()) {
        return;
      }
      commands.add(command());
    }
  }

  private Command command() {
    Command command = new Command();
    command.from = address();
    if (command.from != null && at < script.length() && script.charAt(at) == ',') {
      at++;
      command.to = address();
      if (command.to == null) {
        throw new Usage(1, "unexpected ','");
      }
    }
    while (at < script.length() && " !".indexOf(script.charAt(at)) >= 0) {
      command.negated |= script.charAt(at) == '!';
      at++;
    }
    if (at >= script.length()) {
      throw new Usage(1, "missing command");
    }
    command.letter = script.charAt(at++);
    switch (command.letter) {
      case 'd', 'p', 'q', '=' -> {}
      case 's' -> command.substitution = substitution();
      default -> throw new Usage(1, "unsupported command " + command.letter);
    }
    while (at < script.length() && script.charAt(at) == ' ') {
      at++;
    }
    if (at < script.length() && ";\n".indexOf(script.charAt(at)) < 0) {
      throw new Usage(1, "unexpected text after command: " + script.substring(at));
    }
    return command;
  }

  private @Nullable Address address() {
    if (at >= script.length()) {
      return null;
    }
    char c = script.charAt(at);
    if (c == '$') {
      at++;
      return new Address(0, true, null);
    }
    if (c == '/') {
      at++;
      return new Address(0, false, PosixPattern.compile(until('/', true), extended, false));
    }
    int start = at;
    while (at < script.length() && Character.isDigit(script.charAt(at)) && at - start < 9) {
      at++;
    }
    return at == start
        ? null
        : new Address(Integer.parseInt(script.substring(start, at)), false, null);
  }

  private Substitution substitution() {
    if (at >= script.length()) {
      throw new Usage(1, "unterminated s command");
    }
    char delimiter = script.charAt(at++);
    String expression = until(delimiter, true);
    String replacement = until(delimiter, false);
    boolean all = false;
    boolean print = false;
    boolean ignoreCase = false;
    int which = 1;
    for (; at < script.length() && " ;\n".indexOf(script.charAt(at)) < 0; at++) {
      char flag = script.charAt(at);
      switch (flag) {
        case 'g' -> all = true;
        case 'p' -> print = true;
        case 'i', 'I' -> ignoreCase = true;
        default -> {
          if (flag < '1' || flag > '9') {
            throw new Usage(1, "unknown option to s: " + flag);
          }
          which = flag - '0';
        }
      }
    }
    return new Substitution(
        PosixPattern.compile(expression, extended, ignoreCase), replacement, all, print, which);
  }

  /** The text up to the delimiter; a bracket expression of a pattern may hold the delimiter. */
  private String until(char delimiter, boolean pattern) {
    StringBuilder text = new StringBuilder();
    boolean bracket = false;
    for (; at < script.length(); at++) {
      char c = script.charAt(at);
      if (c == delimiter && !bracket) {
        at++;
        return text.toString();
      }
      if (c == '\\' && at + 1 < script.length() && !bracket) {
        char next = script.charAt(++at);
        if (next != delimiter) {
          text.append('\\');
        }
        text.append(next);
        continue;
      }
      if (pattern && c == '[') {
        bracket = true;
      } else if (c == ']') {
        bracket = false;
      }
      text.append(c);
    }
    throw new Usage(1, "unterminated " + (pattern ? "address or s command" : "s command"));
  }
}
