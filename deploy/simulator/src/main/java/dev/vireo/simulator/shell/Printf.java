package dev.vireo.simulator.shell;

import java.util.List;

/** {@code printf} and the escapes that it shares with {@code echo -e}. */
final class Printf {
  private Printf() {}

  /**
   * The text that {@code printf FORMAT ARGUMENT...} prints. The format is used again while
   * arguments are left.
   *
   * @throws Signals.Failure for a conversion this shell doesn't know
   */
  static String format(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new Signals.Failure(2, "printf: usage: printf FORMAT [ARG]...");
    }
    int first = arguments.getFirst().equals("--") && arguments.size() > 1 ? 1 : 0;
    String format = arguments.get(first);
    List<String> values = arguments.subList(first + 1, arguments.size());
    StringBuilder out = new StringBuilder();
    int used = 0;
    do {
      int before = used;
      used = once(format, values, used, out);
      if (used == before) {
        break;
      }
    } while (used < values.size());
    return out.toString();
  }

  private static int once(String format, List<String> values, int from, StringBuilder out) {
    int used = from;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '\\') {
        i = escape(format, i, out) - 1;
      } else if (c != '%') {
        out.append(c);
      } else if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
        out.append('%');
        i++;
      } else {
        int end = i + 1;
        while (end < format.length() && "-+ 0#.123456789".indexOf(format.charAt(end)) >= 0) {
          end++;
        }
        if (end == format.length()) {
          throw new Signals.Failure(1, "printf: %: missing conversion");
        }
        out.append(
            convert(
                format.substring(i + 1, end),
                format.charAt(end),
                used < values.size() ? values.get(used) : ""));
        used = Math.min(used + 1, Math.max(values.size(), used));
        if (values.isEmpty()) {
          used = 0;
        }
        i = end;
      }
    }
    return used;
  }

  private static String convert(String flags, char conversion, String value) {
    String valid = flags.matches("[-+ 0#]*[0-9]{0,6}(\\.[0-9]{0,6})?") ? flags : "";
    return switch (conversion) {
      case 's' -> pad(valid, value);
      case 'b' -> pad(valid, unescape(value));
      case 'c' -> pad(valid, value.isEmpty() ? "" : value.substring(0, 1));
      case 'd', 'i', 'u' -> number(valid, 'd', value);
      case 'x', 'X', 'o' -> number(valid, conversion, value);
      default ->
          throw new Signals.Failure(1, "printf: %" + flags + conversion + ": invalid conversion");
    };
  }

  private static String pad(String flags, String value) {
    int dot = flags.indexOf('.');
    String width = (dot < 0 ? flags : flags.substring(0, dot)).replaceAll("[+ #]", "");
    String text = value;
    if (dot >= 0) {
      String digits = flags.substring(dot + 1);
      text =
          text.substring(
              0, Math.min(text.length(), digits.isEmpty() ? 0 : Integer.parseInt(digits)));
    }
    boolean left = width.startsWith("-");
    String digits = width.replaceAll("^[-0]+", "");
    int size = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    String blanks = " ".repeat(Math.max(0, size - text.length()));
    return left ? text + blanks : blanks + text;
  }

  private static String number(String flags, char conversion, String value) {
    long number;
    try {
      number =
          value.isEmpty()
              ? 0
              : value.charAt(0) == '\'' && value.length() > 1
                  ? value.charAt(1)
                  : Long.decode(value.strip());
    } catch (NumberFormatException e) {
      throw new Signals.Failure(1, "printf: invalid number '" + value + "'");
    }
    int dot = flags.indexOf('.');
    String java = dot < 0 ? flags : flags.substring(0, dot);
    if (conversion != 'd') {
      java = java.replaceAll("[+ ]", "");
    }
    boolean zeroWithoutWidth = java.matches(".*[-0]") && !java.matches(".*[1-9][0-9]*");
    return zeroWithoutWidth
        ? Long.toString(number)
        : String.format(
            "%" + (java.contains("-") ? java.replaceFirst("-0+", "-") : java) + conversion, number);
  }

  /** The text with its backslash escapes carried out. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '\\') {
        i = escape(text, i, out);
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  /** Carries out the escape at {@code at}; says where it ends. */
  private static int escape(String text, int at, StringBuilder out) {
    if (at + 1 >= text.length()) {
      out.append('\\');
      return at + 1;
    }
    char c = text.charAt(at + 1);
    int known = "abfnrtv\\\"'".indexOf(c);
    if (known >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b\\\"'".charAt(known));
      return at + 2;
    }
    if (c == 'x') {
      return digits(text, at + 2, 2, 16, out, "\\x");
    }
    if (c >= '0' && c <= '7') {
      return digits(text, at + 1, c == '0' ? 4 : 3, 8, out, "\\");
    }
    out.append('\\').append(c);
    return at + 2;
  }

  private static int digits(
      String text, int from, int most, int radix, StringBuilder out, String otherwise) {
    int end = from;
    while (end < text.length()
        && end - from < most
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == from) {
      out.append(otherwise);
    } else {
      out.append((char) (Integer.parseInt(text.substring(from, end), radix) & 0xff));
    }
    return end;
  }
}
