package dev.vireo.multipath.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule by which a host gives paths to a multipathing plug-in.
 *
 * @param ruleClass {@code MP} for multipathing; others (Filter, VAAI) do not choose the plug-in
 * @param number the lower is asked first
 * @param where {@code runtime} (in force) or {@code file} (in force from the next boot on)
 * @param type {@code vendor}, {@code transport}, {@code location}, {@code driver}, {@code target}
 * @param matches e.g. vendor=NVMe, model=*
 */
public record ClaimRule(
    String ruleClass,
    int number,
    String where,
    String type,
    String plugin,
    Map<String, String> matches) {

  public ClaimRule {
    // In the order of the host, so that a report of the same capture is the same each time.
    matches = Collections.unmodifiableMap(new LinkedHashMap<>(matches));
  }

  /** Whether the rule speaks of the device, for rules by vendor and model and by transport. */
  public boolean matches(Hardware hardware, Transport by) {
    return switch (type) {
      case "vendor" ->
          NamePattern.of(matches.getOrDefault("vendor", "*")).matches(hardware.vendor())
              && NamePattern.of(matches.getOrDefault("model", "*")).matches(hardware.model());
      case "transport" -> matches.getOrDefault("transport", "").equalsIgnoreCase(by.name());
      default -> false;
    };
  }
}
