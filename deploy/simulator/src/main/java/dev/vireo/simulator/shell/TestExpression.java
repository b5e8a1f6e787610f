package dev.vireo.simulator.shell;

import java.util.List;

/** {@code test} and {@code [}. */
final class TestExpression {
  private final List<String> words;
  private final Interpreter shell;
  private int at;

  TestExpression(List<String> words, Interpreter shell) {
    this.words = words;
    this.shell = shell;
  }

  /**
   * Whether it holds.
   *
   * @throws Signals.Failure with status 2 if it is malformed
   */
  boolean holds() {
    if (words.isEmpty()) {
      return false;
    }
    if (words.size() == 1) {
      return !words.getFirst().isEmpty();
    }
    if (words.size() == 2 && words.getFirst().equals("!")) {
      return words.get(1).isEmpty();
    }
    boolean value = or();
    if (at < words.size()) {
      throw new Signals.Failure(2, words.get(at) + ": unexpected operator");
    }
    return value;
  }

  private boolean or() {
    boolean value = and();
    while (take("-o")) {
      value |= and();
    }
    return value;
  }

  private boolean and() {
    boolean value = not();
    while (take("-a")) {
      value &= not();
    }
    return value;
  }

  private boolean not() {
    if (left() > 1 && !isBinaryNext() && take("!")) {
      return !not();
    }
    return primary();
  }

  private boolean primary() {
    if (left() == 0) {
      throw new Signals.Failure(2, "argument expected");
    }
    if (isBinaryNext()) {
      String left = words.get(at++);
      String operator = words.get(at++);
      return compare(left, operator, words.get(at++));
    }
    String word = words.get(at++);
    if (word.equals("(")) {
      boolean value = or();
      if (!take(")")) {
        throw new Signals.Failure(2, "closing paren expected");
      }
      return value;
    }
    if (word.length() == 2 && word.charAt(0) == '-' && left() > 0) {
      return unary(word, words.get(at++));
    }
    return !word.isEmpty();
  }

  private boolean isBinaryNext() {
    return left() >= 3
        && switch (words.get(at + 1)) {
          case "=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "<", ">" -> true;
          default -> false;
        };
  }

  private int left() {
    return words.size() - at;
  }

  private boolean take(String word) {
    if (left() > 0 && words.get(at).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean unary(String operator, String value) {
    HostFiles files = shell.session().machine().files();
    String path = VirtualFiles.resolve(shell.directory(), value);
    return switch (operator) {
      case "-n" -> !value.isEmpty();
      case "-z" -> value.isEmpty();
      case "-e" -> files.isFile(path) || files.isDirectory(path);
      case "-f" -> files.isFile(path);
      case "-d" -> files.isDirectory(path);
      case "-L", "-h" -> files.isLink(path);
      case "-s" -> files.size(path) > 0;
      case "-r", "-w", "-x" -> files.isFile(path) || files.isDirectory(path);
      case "-t" -> false;
      default -> throw new Signals.Failure(2, operator + ": unknown operand");
    };
  }

  private static boolean compare(String left, String operator, String right) {
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case ">" -> left.compareTo(right) > 0;
      case "-eq" -> number(left) == number(right);
      case "-ne" -> number(left) != number(right);
      case "-lt" -> number(left) < number(right);
      case "-le" -> number(left) <= number(right);
      case "-gt" -> number(left) > number(right);
      default -> number(left) >= number(right);
    };
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new Signals.Failure(2, text + ": bad number");
    }
  }
}
