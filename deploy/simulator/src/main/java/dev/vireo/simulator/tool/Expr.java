package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;

/** {@code expr}: integers, comparisons, {@code |}, {@code &} and {@code :}. */
final class Expr {
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("|"),
          List.of("&"),
          List.of("=", "!=", "<", "<=", ">", ">="),
          List.of("+", "-"),
          List.of("*", "/", "%"),
          List.of(":"));

  private final List<String> words;
  private int at;

  private Expr(List<String> words) {
    this.words = words;
  }

  static int run(Call call) throws IOException {
    Expr expression = new Expr(call.arguments());
    String value = expression.level(0);
    if (expression.at < expression.words.size()) {
      throw new Usage(2, "syntax error");
    }
    call.println(value);
    return value.isEmpty() || value.equals("0") ? 1 : 0;
  }

  private String level(int level) {
    if (level == LEVELS.size()) {
      return primary();
    }
    String left = level(level + 1);
    while (at < words.size() && LEVELS.get(level).contains(words.get(at))) {
      String operator = words.get(at++);
      left = apply(left, operator, level(level + 1));
    }
    return left;
  }

  private String primary() {
    if (at >= words.size()) {
      throw new Usage(2, "syntax error");
    }
    String word = words.get(at++);
    if (word.equals("(")) {
      String value = level(0);
      if (at >= words.size() || !words.get(at++).equals(")")) {
        throw new Usage(2, "syntax error");
      }
      return value;
    }
    return word;
  }

  private static String apply(String left, String operator, String right) {
    return switch (operator) {
      case "|" -> isNothing(left) ? right : left;
      case "&" -> isNothing(left) || isNothing(right) ? "0" : left;
      case "=" -> truth(compare(left, right) == 0);
      case "!=" -> truth(compare(left, right) != 0);
      case "<" -> truth(compare(left, right) < 0);
      case "<=" -> truth(compare(left, right) <= 0);
      case ">" -> truth(compare(left, right) > 0);
      case ">=" -> truth(compare(left, right) >= 0);
      case ":" -> match(left, right);
      default -> Long.toString(arithmetic(integer(left), operator, integer(right)));
    };
  }

  private static boolean isNothing(String value) {
    return value.isEmpty() || value.equals("0");
  }

  private static String truth(boolean value) {
    return value ? "1" : "0";
  }

  private static int compare(String left, String right) {
    return left.matches("-?[0-9]{1,18}") && right.matches("-?[0-9]{1,18}")
        ? Long.compare(Long.parseLong(left), Long.parseLong(right))
        : left.compareTo(right);
  }

  private static String match(String text, String expression) {
    Matcher matcher = PosixPattern.compile(expression, false, false).matcher(text);
    boolean found = matcher.lookingAt();
    if (matcher.groupCount() > 0) {
      String group = found ? matcher.group(1) : "";
      return group == null ? "" : group;
    }
    return Integer.toString(found ? matcher.end() : 0);
  }

  private static long integer(String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new Usage(2, "non-numeric argument");
    }
    return Long.parseLong(text);
  }

  private static long arithmetic(long left, String operator, long right) {
    if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
      throw new Usage(2, "division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      default -> left % right;
    };
  }
}
