package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of one letter, the way {@code getopt} reads them: {@code -nv}, {@code -e X}, {@code -eX}.
 *
 * @param values by letter, in the order given; a flag's value is empty
 * @param operands what follows the options
 */
record Switches(Map<Character, List<String>> values, List<String> operands) {

  /**
   * Reads a command line.
   *
   * @param known letters; one followed by a colon takes a value
   * @throws Usage for a letter that isn't known
   */
  static Switches parse(List<String> arguments, String known) {
    Map<Character, List<String>> values = new HashMap<>();
    int at = 0;
    for (; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.equals("--")) {
        at++;
        break;
      }
      if (argument.length() < 2 || argument.charAt(0) != '-') {
        break;
      }
      for (int i = 1; i < argument.length(); i++) {
        char letter = argument.charAt(i);
        int index = letter == ':' ? -1 : known.indexOf(letter);
        if (index < 0) {
          throw new Usage(
              2,
              argument.startsWith("--")
                  ? "unrecognized option '" + argument + "'"
                  : "invalid option -- '" + letter + "'");
        }
        String value = "";
        if (index + 1 < known.length() && known.charAt(index + 1) == ':') {
          if (i + 1 < argument.length()) {
            value = argument.substring(i + 1);
          } else if (at + 1 < arguments.size()) {
            value = arguments.get(++at);
          } else {
            throw new Usage(2, "option requires an argument -- '" + letter + "'");
          }
          i = argument.length();
        }
        values.computeIfAbsent(letter, ignored -> new ArrayList<>()).add(value);
      }
    }
    return new Switches(
        values, List.copyOf(arguments.subList(Math.min(at, arguments.size()), arguments.size())));
  }

  boolean has(char letter) {
    return values.containsKey(letter);
  }

  List<String> all(char letter) {
    return values.getOrDefault(letter, List.of());
  }

  /** The last value given, or another. */
  String get(char letter, String otherwise) {
    List<String> given = all(letter);
    return given.isEmpty() ? otherwise : given.getLast();
  }

  int number(char letter, int otherwise) {
    String text = get(letter, Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")) {
      throw new Usage(2, "invalid number '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
