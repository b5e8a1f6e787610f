package dev.vireo.simulator.vz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file of OpenVZ, {@code KEY="value"} a line. Other lines, comments among them,
 * stay where they are. Immutable.
 */
record VzConfig(List<String> lines) {
  static final VzConfig EMPTY = new VzConfig(List.of());

  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*([A-Z][A-Z0-9_]*)=(?:\"([^\"]*)\"|(\\S*)).*");

  VzConfig {
    lines = List.copyOf(lines);
  }

  static VzConfig parse(String text) {
    return new VzConfig(text.lines().toList());
  }

  /** The value of a key; the last one, as the shell that sources the file would have it. */
  Optional<String> get(String key) {
    String found = null;
    for (String line : lines) {
      Matcher matcher = ASSIGNMENT.matcher(line);
      if (matcher.matches() && matcher.group(1).equals(key)) {
        found = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      }
    }
    return Optional.ofNullable(found);
  }

  String get(String key, String otherwise) {
    return get(key).orElse(otherwise);
  }

  /** The words of a value; none if it isn't set. */
  List<String> words(String key) {
    String value = get(key, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split(" +"));
  }

  VzConfig with(String key, String value) {
    List<String> changed = new ArrayList<>();
    boolean set = false;
    for (String line : lines) {
      Matcher matcher = ASSIGNMENT.matcher(line);
      if (matcher.matches() && matcher.group(1).equals(key)) {
        if (!set) {
          changed.add(key + "=\"" + value + "\"");
        }
        set = true;
      } else {
        changed.add(line);
      }
    }
    if (!set) {
      changed.add(key + "=\"" + value + "\"");
    }
    return new VzConfig(changed);
  }

  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
