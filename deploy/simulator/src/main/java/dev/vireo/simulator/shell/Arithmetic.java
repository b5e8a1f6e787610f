package dev.vireo.simulator.shell;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** {@code $(( ))}: integers of 64 bits with C's operators. */
final class Arithmetic {

  /** The expression can't be worked out. */
  static final class BadExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadExpression(String what) {
      super("arithmetic syntax error: " + what);
    }
  }

  private static final List<List<String>> LEVELS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));
  private static final Map<String, String> ASSIGNMENTS =
      Map.of("=", "", "+=", "+", "-=", "-", "*=", "*", "/=", "/", "%=", "%");

  private final String text;
  private final UnaryOperator<String> read;
  private final BiConsumer<String, String> write;
  private int at;

  Arithmetic(String text, UnaryOperator<String> read, BiConsumer<String, String> write) {
    this.text = text;
    this.read = read;
    this.write = write;
  }

  long value() {
    if (text.isBlank()) {
      return 0;
    }
    long value = ternary();
    skip();
    if (at < text.length()) {
      throw new BadExpression(text);
    }
    return value;
  }

  private long ternary() {
    int start = at;
    long assigned = assignment();
    if (at != start) {
      return assigned;
    }
    long condition = level(0);
    if (!take("?")) {
      return condition;
    }
    long yes = ternary();
    if (!take(":")) {
      throw new BadExpression(text);
    }
    long no = ternary();
    return condition != 0 ? yes : no;
  }

  /** {@code name op= value}; leaves {@code at} where it was if there is none. */
  private long assignment() {
    int start = at;
    skip();
    String name = name();
    if (!name.isEmpty()) {
      skip();
      for (String operator : List.of("+=", "-=", "*=", "/=", "%=", "=")) {
        if (text.startsWith(operator, at) && !text.startsWith("==", at)) {
          at += operator.length();
          long right = ternary();
          String binary = ASSIGNMENTS.getOrDefault(operator, "");
          long value = binary.isEmpty() ? right : apply(binary, variable(name), right);
          write.accept(name, Long.toString(value));
          return value;
        }
      }
    }
    at = start;
    return 0;
  }

  private long level(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    long left = level(level + 1);
    while (true) {
      String operator = operatorOf(level);
      if (operator.isEmpty()) {
        return left;
      }
      at += operator.length();
      left = apply(operator, left, level(level + 1));
    }
  }

  private String operatorOf(int level) {
    skip();
    for (String operator : LEVELS.get(level)) {
      if (text.startsWith(operator, at) && !continues(operator)) {
        return operator;
      }
    }
    return "";
  }

  /** Whether what looks like a short operator is the beginning of a longer one. */
  private boolean continues(String operator) {
    if (operator.length() > 1 || at + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return switch (operator) {
      case "|", "&", "<", ">" -> next == operator.charAt(0);
      case "+", "-" -> next == operator.charAt(0) && adjacentName();
      default -> false;
    };
  }

  private boolean adjacentName() {
    throw new BadExpression("++ and -- are not supported: " + text);
  }

  private static long apply(String operator, long left, long right) {
    return switch (operator) {
      case "||" -> left != 0 || right != 0 ? 1 : 0;
      case "&&" -> left != 0 && right != 0 ? 1 : 0;
      case "|" -> left | right;
      case "^" -> left ^ right;
      case "&" -> left & right;
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "<" -> left < right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case "<<" -> left << right;
      case ">>" -> left >> right;
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/", "%" -> {
        if (right == 0) {
          throw new BadExpression("divide by zero");
        }
        yield operator.equals("/") ? left / right : left % right;
      }
      default -> throw new BadExpression(operator);
    };
  }

  private long unary() {
    skip();
    if (take("!")) {
      return unary() == 0 ? 1 : 0;
    }
    if (take("-")) {
      return -unary();
    }
    if (take("+")) {
      return unary();
    }
    if (take("~")) {
      return ~unary();
    }
    if (take("(")) {
      long value = ternary();
      if (!take(")")) {
        throw new BadExpression(text);
      }
      return value;
    }
    String name = name();
    if (!name.isEmpty()) {
      return variable(name);
    }
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return number(text.substring(start, at));
  }

  private long variable(String name) {
    String value = read.apply(name).strip();
    return value.isEmpty() ? 0 : number(value);
  }

  private static long number(String digits) {
    try {
      return Long.decode(digits);
    } catch (NumberFormatException e) {
      throw new BadExpression("bad number '" + digits + "'");
    }
  }

  private String name() {
    int start = at;
    if (at < text.length() && !Character.isDigit(text.charAt(at))) {
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  private boolean take(String token) {
    skip();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
