package dev.vireo.simulator.awk;

import dev.vireo.simulator.awk.Program.Expression;
import dev.vireo.simulator.shell.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** The functions that awk brings. */
final class AwkFunctions {
  private final AwkMachine machine;

  AwkFunctions(AwkMachine machine) {
    this.machine = machine;
  }

  Value call(Program.Call call) {
    List<Expression> arguments = call.arguments();
    return switch (call.name()) {
      case "length" ->
          Value.of(arguments.isEmpty() ? machine.line().length() : text(arguments, 0).length());
      case "substr" -> substr(arguments);
      case "index" -> Value.of(text(arguments, 0).indexOf(text(arguments, 1)) + 1);
      case "split" -> split(arguments);
      case "sub" -> substitute(arguments, false);
      case "gsub" -> substitute(arguments, true);
      case "match" -> match(arguments);
      case "tolower" -> Value.text(text(arguments, 0).toLowerCase(Locale.ROOT));
      case "toupper" -> Value.text(text(arguments, 0).toUpperCase(Locale.ROOT));
      case "sprintf" -> Value.text(format(arguments.stream().map(machine::evaluate).toList()));
      case "int" -> Value.of((long) number(arguments, 0));
      default -> throw new Usage(2, "call to undefined function " + call.name());
    };
  }

  private Expression argument(List<Expression> arguments, int index) {
    if (index >= arguments.size()) {
      throw new Usage(2, "too few arguments");
    }
    return arguments.get(index);
  }

  private String text(List<Expression> arguments, int index) {
    return machine.evaluate(argument(arguments, index)).text();
  }

  private double number(List<Expression> arguments, int index) {
    return machine.evaluate(argument(arguments, index)).number();
  }

  private Value substr(List<Expression> arguments) {
    String text = text(arguments, 0);
    long from = Math.round(number(arguments, 1));
    long end = arguments.size() > 2 ? from + Math.round(number(arguments, 2)) : Integer.MAX_VALUE;
    int start = (int) Math.clamp(from - 1, 0, text.length());
    int stop = (int) Math.clamp(end - 1, start, text.length());
    return Value.text(text.substring(start, stop));
  }

  private Value split(List<Expression> arguments) {
    if (!(argument(arguments, 1) instanceof Program.Variable array)) {
      throw new Usage(2, "split: second argument is no array");
    }
    String separator =
        arguments.size() > 2
            ? arguments.get(2) instanceof Program.Regex regex ? regex.pattern() : text(arguments, 2)
            : machine.get("FS").text();
    List<String> parts = machine.split(text(arguments, 0), separator);
    Map<String, Value> elements = machine.array(array.name());
    elements.clear();
    for (int i = 0; i < parts.size(); i++) {
      elements.put(Integer.toString(i + 1), Value.input(parts.get(i)));
    }
    return Value.of(parts.size());
  }

  private Value substitute(List<Expression> arguments, boolean all) {
    Expression target =
        arguments.size() > 2 ? arguments.get(2) : new Program.Field(new Program.Number(0));
    Matcher matcher =
        machine.patternOf(argument(arguments, 0)).matcher(machine.evaluate(target).text());
    String replacement = text(arguments, 1);
    StringBuilder out = new StringBuilder();
    int count = 0;
    while (matcher.find() && (all || count == 0)) {
      count++;
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(filled(replacement, matcher.group())));
    }
    matcher.appendTail(out);
    if (count > 0) {
      machine.store(target, Value.text(out.toString()));
    }
    return Value.of(count);
  }

  private static String filled(String replacement, String matched) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '\\'
          && i + 1 < replacement.length()
          && "&\\".indexOf(replacement.charAt(i + 1)) >= 0) {
        out.append(replacement.charAt(++i));
      } else {
        out.append(c == '&' ? matched : String.valueOf(c));
      }
    }
    return out.toString();
  }

  private Value match(List<Expression> arguments) {
    Matcher matcher = machine.patternOf(argument(arguments, 1)).matcher(text(arguments, 0));
    boolean found = matcher.find();
    Value start = Value.of(found ? matcher.start() + 1 : 0);
    machine.set("RSTART", start);
    machine.set("RLENGTH", Value.of(found ? matcher.end() - matcher.start() : -1));
    return start;
  }

  /** The text of {@code printf}. */
  String format(List<Value> values) {
    if (values.isEmpty()) {
      throw new Usage(2, "printf: no format");
    }
    String format = values.getFirst().text();
    StringBuilder out = new StringBuilder();
    int used = 1;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int end = i + 1;
      while (end < format.length() && "-+ 0#.123456789".indexOf(format.charAt(end)) >= 0) {
        end++;
      }
      if (end == format.length()) {
        throw new Usage(2, "printf: missing conversion");
      }
      char conversion = format.charAt(end);
      String flags = format.substring(i + 1, end);
      i = end;
      if (conversion == '%') {
        out.append('%');
        continue;
      }
      Value value = used < values.size() ? values.get(used) : Value.EMPTY;
      used++;
      out.append(converted(flags, conversion, value));
    }
    return out.toString();
  }

  private static String converted(String flags, char conversion, Value value) {
    if (!flags.matches("[-+ 0#]*[0-9]{0,6}(\\.[0-9]{1,6})?")) {
      throw new Usage(2, "printf: bad format %" + flags + conversion);
    }
    return switch (conversion) {
      case 's' -> String.format("%" + flags.replaceAll("^[+ 0#]+", "") + "s", value.text());
      case 'c' -> value.text().isEmpty() ? "" : value.text().substring(0, 1);
      case 'd', 'i' ->
          String.format("%" + flags.replaceAll("\\..*", "") + "d", (long) value.number());
      case 'x', 'X', 'o' ->
          String.format(
              "%" + flags.replaceAll("[+ ]|\\..*", "") + conversion, (long) value.number());
      case 'f', 'e', 'g' -> String.format(Locale.ROOT, "%" + flags + conversion, value.number());
      default -> throw new Usage(2, "printf: bad conversion %" + conversion);
    };
  }
}
