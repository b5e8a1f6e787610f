package dev.vireo.container.domain.distribution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a distribution configuration says: which script does what.
 *
 * @param scripts script by key, such as {@code ADD_IP}; of a key that stands twice, the first
 */
public record DistributionConf(Map<String, String> scripts) {
  public DistributionConf {
    scripts = Map.copyOf(scripts);
  }

  /** Reads {@code KEY=value} lines, quoted or not; others and comments are passed over. */
  public static DistributionConf parse(String text) {
    Map<String, String> scripts = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              String stripped = line.strip();
              int equals = stripped.indexOf('=');
              if (equals > 0 && !stripped.startsWith("#")) {
                String value = unquoted(stripped.substring(equals + 1).strip());
                if (!value.isEmpty()) {
                  scripts.putIfAbsent(stripped.substring(0, equals).strip(), value);
                }
              }
            });
    return new DistributionConf(scripts);
  }

  private static String unquoted(String value) {
    if (value.length() >= 2
        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(value.length() - 1) == value.charAt(0)) {
      return value.substring(1, value.length() - 1);
    }
    return value;
  }

  /** What it does to the network; empty where it names no script that is known. */
  public Optional<Family> family() {
    return Optional.ofNullable(scripts.get("ADD_IP"))
        .flatMap(Family::ofScript)
        .or(() -> Optional.ofNullable(scripts.get("SET_HOSTNAME")).flatMap(Family::ofScript));
  }
}
