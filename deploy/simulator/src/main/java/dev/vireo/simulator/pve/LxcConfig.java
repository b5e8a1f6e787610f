package dev.vireo.simulator.pve;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /etc/pve/lxc/ID.conf}: {@code key: value} a line. */
record LxcConfig(Map<String, String> values) {
  LxcConfig {
    values = Map.copyOf(values);
  }

  static LxcConfig parse(byte[] content) {
    Map<String, String> values = new LinkedHashMap<>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              if (colon > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
              }
            });
    return new LxcConfig(values);
  }

  String get(String key) {
    return values.getOrDefault(key, "");
  }

  LxcConfig with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new LxcConfig(changed);
  }

  LxcConfig without(String key) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.remove(key);
    return new LxcConfig(changed);
  }

  /** A part of the first network device, such as {@code ip}; empty if it has none. */
  String network(String part) {
    for (String pair : get("net0").split(",")) {
      if (pair.startsWith(part + "=")) {
        return pair.substring(part.length() + 1);
      }
    }
    return "";
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    values.keySet().stream()
        .sorted()
        .forEach(key -> text.append(key).append(": ").append(values.get(key)).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
