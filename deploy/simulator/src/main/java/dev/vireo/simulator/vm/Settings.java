package dev.vireo.simulator.vm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of {@code key = "value"} lines, such as a machine's .vmx and .vmsd. */
final class Settings {
  private static final Pattern LINE = Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*\"(.*)\"\\s*");
  private static final Pattern DISK =
      Pattern.compile("((?:scsi|sata|ide|nvme)[0-9]+:[0-9]+)\\.fileName");

  private final Map<String, String> values = new LinkedHashMap<>();

  static Settings parse(byte[] content) {
    Settings settings = new Settings();
    for (String line : new String(content, StandardCharsets.UTF_8).split("\\r?\\n")) {
      Matcher entry = LINE.matcher(line);
      if (entry.matches()) {
        settings.values.put(entry.group(1), entry.group(2));
      }
    }
    return settings;
  }

  String get(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  void set(String key, String value) {
    values.put(key, value);
  }

  void removeAll(String prefix) {
    values.keySet().removeIf(key -> key.startsWith(prefix));
  }

  /** The keys that name disks. */
  List<String> disks() {
    List<String> keys = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (DISK.matcher(key).matches() && value.endsWith(".vmdk")) {
            keys.add(key);
          }
        });
    return keys;
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append("%s = \"%s\"\n".formatted(key, value)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
