package dev.vireo.simulator.esxcli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that a verb was called with. */
record Arguments(Map<String, String> values) {

  /**
   * Reads {@code --opt VALUE}, {@code --opt=VALUE}, {@code -o VALUE} and {@code -o=VALUE}.
   *
   * @throws CliError naming the option that is unknown, incomplete, repeated or missing
   */
  static Arguments parse(Verb verb, List<String> words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String key = equals > 0 ? word.substring(0, equals) : word;
      Option option = find(verb, key);
      if (option == null) {
        throw new CliError("Error: Invalid option " + word + "\n\n" + verb.usage());
      }
      String value = "true";
      if (option.valued()) {
        if (equals < 0 && i + 1 == words.size()) {
          throw new CliError("Error: Missing argument for option " + word + "\n\n" + verb.usage());
        }
        value = equals > 0 ? word.substring(equals + 1) : words.get(++i);
      }
      values.put(option.longName(), value);
    }
    for (Option option : verb.options()) {
      if (option.required() && !values.containsKey(option.longName())) {
        throw new CliError(
            "Error: Missing required parameter -"
                + option.shortName()
                + "|--"
                + option.longName()
                + "\n\n"
                + verb.usage());
      }
    }
    return new Arguments(Map.copyOf(values));
  }

  private static @Nullable Option find(Verb verb, String key) {
    for (Option option : verb.options()) {
      if (key.equals("--" + option.longName()) || key.equals("-" + option.shortName())) {
        return option;
      }
    }
    return null;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value, or an empty text. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A positive number.
   *
   * @throws CliError if it is none
   */
  Optional<Long> number(String name) {
    return get(name)
        .map(
            value -> {
              if (!value.matches("[0-9]{1,18}")) {
                throw new CliError("Error: Invalid value '" + value + "' for option --" + name);
              }
              return Long.parseLong(value);
            });
  }
}
