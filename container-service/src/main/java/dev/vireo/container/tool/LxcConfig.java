package dev.vireo.container.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container's configuration as LXC reads it: {@code key = value} lines, some keys many times. */
final class LxcConfig {

  private LxcConfig() {}

  /** The last value of a key, which is the one that holds. */
  static Optional<String> value(String config, String key) {
    return values(config, key).reduce((a, b) -> b);
  }

  /** All values of a key, in order. */
  static java.util.stream.Stream<String> values(String config, String key) {
    return config
        .lines()
        .map(String::strip)
        .filter(l -> l.startsWith(key) && l.substring(key.length()).strip().startsWith("="))
        .map(l -> l.substring(l.indexOf('=') + 1).strip());
  }

  /** The lines without those of some keys, and these lines after them. */
  static List<String> with(String config, Set<String> replaced, List<String> lines) {
    List<String> all = new ArrayList<>();
    config.lines().filter(l -> replaced.stream().noneMatch(k -> isOf(l, k))).forEach(all::add);
    all.addAll(lines);
    return all;
  }

  private static boolean isOf(String line, String key) {
    String text = line.strip();
    return text.startsWith(key) && text.substring(key.length()).strip().startsWith("=");
  }
}
