package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Usage;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** POSIX regular expressions, basic and extended, as Java patterns. */
public final class PosixPattern {
  private PosixPattern() {}

  /**
   * Compiles an expression.
   *
   * @throws Usage if it is malformed
   */
  public static Pattern compile(String expression, boolean extended, boolean ignoreCase) {
    try {
      return Pattern.compile(
          translate(expression, extended), ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw new Usage(2, "bad regex '" + expression + "': " + e.getDescription());
    }
  }

  private static String translate(String expression, boolean extended) {
    StringBuilder java = new StringBuilder();
    boolean atStart = true;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      boolean start = atStart;
      atStart = false;
      if (c == '[') {
        i = bracket(expression, i, java);
      } else if (c == '\\' && i + 1 < expression.length()) {
        char next = expression.charAt(++i);
        if (!extended && "(){}|+?".indexOf(next) >= 0) {
          java.append(next);
          atStart = next == '(' || next == '|';
        } else if (Character.isDigit(next) || next == 'b' || next == 'w' || next == 's') {
          java.append('\\').append(next);
        } else if (next == '<' || next == '>') {
          java.append("\\b");
        } else if (next == 'n' || next == 't') {
          java.append('\\').append(next);
        } else {
          java.append(Pattern.quote(String.valueOf(next)));
        }
      } else if (!extended && "(){}|+?".indexOf(c) >= 0) {
        java.append('\\').append(c);
      } else if (c == '*' && start) {
        java.append("\\*");
      } else if (c == '^' && !start && !extended) {
        java.append("\\^");
      } else if (c == '$'
          && !extended
          && i + 1 < expression.length()
          && !expression.startsWith("\\)", i + 1)) {
        java.append("\\$");
      } else if (c == '{'
          && extended
          && !expression.substring(i).matches("(?s)\\{[0-9]+(,[0-9]*)?\\}.*")) {
        java.append("\\{");
      } else if (c == '\\') {
        throw new Usage(2, "bad regex '" + expression + "': Trailing backslash");
      } else {
        java.append(c);
        atStart = extended && (c == '(' || c == '|');
      }
      if (start && c == '^') {
        atStart = true;
      }
    }
    return java.toString();
  }

  private static int bracket(String expression, int open, StringBuilder java) {
    int i = open + 1;
    java.append('[');
    if (i < expression.length() && expression.charAt(i) == '^') {
      java.append('^');
      i++;
    }
    for (int first = i; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == ']' && i > first) {
        java.append(']');
        return i;
      }
      if (c == '[' && expression.startsWith("[:", i)) {
        int end = expression.indexOf(":]", i);
        if (end > 0) {
          java.append(namedClass(expression.substring(i + 2, end)));
          i = end + 1;
          continue;
        }
      }
      if ("[]&\\^~".indexOf(c) >= 0) {
        java.append('\\');
      }
      java.append(c);
    }
    throw new Usage(2, "bad regex '" + expression + "': Missing ']'");
  }

  private static String namedClass(String name) {
    return switch (name) {
      case "alpha" -> "a-zA-Z";
      case "digit" -> "0-9";
      case "alnum" -> "a-zA-Z0-9";
      case "upper" -> "A-Z";
      case "lower" -> "a-z";
      case "space" -> "\\s";
      case "blank" -> " \\t";
      case "xdigit" -> "0-9a-fA-F";
      case "punct" -> "\\p{Punct}";
      default -> throw new Usage(2, "bad regex: unknown class [:" + name + ":]");
    };
  }
}
