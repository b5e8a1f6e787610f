package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.FileStatus;
import dev.vireo.simulator.shell.Usage;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code find} looks for.
 *
 * @param type f, d or l; empty for any
 * @param name what the last part must match
 * @param format of -printf; empty to print names
 * @param end of each name that is printed
 */
record FindOptions(int minimum, int maximum, String type, Pattern name, String format, String end) {

  static FindOptions parse(List<String> words) {
    int minimum = 0;
    int maximum = Integer.MAX_VALUE;
    String type = "";
    Pattern name = Pattern.compile("(?s).*");
    String format = "";
    String end = "\n";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-print" -> {}
        case "-print0" -> end = "\0";
        case "-maxdepth" -> maximum = Integer.parseInt(value(words, ++i));
        case "-mindepth" -> minimum = Integer.parseInt(value(words, ++i));
        case "-type" -> type = value(words, ++i);
        case "-name" -> name = glob(value(words, ++i));
        case "-printf" -> format = value(words, ++i);
        default -> throw new Usage(1, "unknown predicate `" + word + "'");
      }
    }
    return new FindOptions(minimum, maximum, type, name, format, end);
  }

  private static String value(List<String> words, int at) {
    if (at >= words.size()) {
      throw new Usage(1, "missing argument to `" + words.getLast() + "'");
    }
    return words.get(at);
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder("(?s)");
    for (char c : pattern.toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString());
  }

  boolean takes(String candidate, FileStatus status) {
    String kind = status.isDirectory() ? "d" : status.isLink() ? "l" : "f";
    return (type.isEmpty() || type.equals(kind)) && name.matcher(candidate).matches();
  }

  String print(String path, String last, FileStatus status) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean more = i + 1 < format.length();
      if (c == '%' && more) {
        char letter = format.charAt(++i);
        text.append(
            switch (letter) {
              case 'f' -> last;
              case 'p' -> path;
              case 's' -> status.size();
              case 'y' -> status.isDirectory() ? "d" : status.isLink() ? "l" : "f";
              case 'l' -> status.target();
              case 'm' -> Integer.toOctalString(status.mode() & 07777);
              case 'T' -> {
                i++;
                yield status.modified().getEpochSecond();
              }
              case '%' -> "%";
              default -> throw new Usage(1, "unsupported directive %" + letter);
            });
      } else if (c == '\\' && more) {
        char letter = format.charAt(++i);
        text.append(
            switch (letter) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case '0' -> '\0';
              default -> letter;
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
