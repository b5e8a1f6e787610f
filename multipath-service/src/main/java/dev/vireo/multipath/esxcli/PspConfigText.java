package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.RoundRobinLimit;
import dev.vireo.multipath.domain.RoundRobinSettings;
import dev.vireo.multipath.domain.RuntimeName;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads the text after "Path Selection Policy Device Config:". */
public final class PspConfigText {

  /** Moves by itself although it stands among the settings. */
  private static final String SAMPLING = "curSamplingCycle";

  private PspConfigText() {}

  /** Text of a form that is not known becomes {@link PspConfig.Unknown}; nothing throws. */
  public static PspConfig parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.contains("does not support device configuration")) {
      return new PspConfig.Unsupported(trimmed);
    }
    if (trimmed.startsWith("Current Path=")) {
      Optional<RuntimeName> current = RuntimeName.tryParse(trimmed.substring(13).strip());
      return current.isPresent() ? new PspConfig.Mru(current) : new PspConfig.Unknown(trimmed);
    }
    if (trimmed.startsWith("{preferred=")) {
      return fixed(trimmed);
    }
    if (trimmed.startsWith("{policy=")) {
      return roundRobin(trimmed);
    }
    return new PspConfig.Unknown(trimmed);
  }

  private static PspConfig fixed(String text) {
    Optional<RuntimeName> preferred = Optional.empty();
    Optional<RuntimeName> current = Optional.empty();
    String inside = text.substring(1, text.endsWith("}") ? text.length() - 1 : text.length());
    for (String part : inside.split(";")) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      boolean none = value.isEmpty() || value.equals("none");
      Optional<RuntimeName> path = RuntimeName.tryParse(value);
      if (!none && path.isEmpty()) {
        return new PspConfig.Unknown(text);
      }
      switch (key) {
        case "preferred" -> preferred = path;
        case "current" -> current = path;
        case "" -> {}
        default -> {
          return new PspConfig.Unknown(text);
        }
      }
    }
    return new PspConfig.Fixed(preferred, current);
  }

  private static PspConfig roundRobin(String text) {
    int semicolon = text.indexOf(';');
    int brace = text.endsWith("}") ? text.length() - 1 : text.length();
    int end = semicolon < 0 ? brace : semicolon;
    String counters =
        semicolon < 0 ? "" : text.substring(semicolon + 1, Math.max(brace, semicolon + 1)).strip();
    RoundRobinLimit limit = RoundRobinLimit.DEFAULT;
    OptionalLong iops = OptionalLong.empty();
    OptionalLong bytes = OptionalLong.empty();
    boolean useAno = false;
    TreeMap<String, String> others = new TreeMap<>();
    for (String part : text.substring(1, end).split(",")) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        return new PspConfig.Unknown(text);
      }
      String key = part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      switch (key) {
        case "policy" -> {
          Optional<RoundRobinLimit> known = limit(value);
          if (known.isEmpty()) {
            return new PspConfig.Unknown(text);
          }
          limit = known.get();
        }
        case "iops" -> iops = Numbers.parse(value);
        case "bytes" -> bytes = Numbers.parse(value);
        case "useANO" -> useAno = value.equals("1");
        case SAMPLING -> counters = part.strip() + ";" + counters;
        default -> others.put(key, value);
      }
    }
    return new PspConfig.RoundRobin(
        new RoundRobinSettings(limit, iops, bytes, useAno, others), counters);
  }

  private static Optional<RoundRobinLimit> limit(String listed) {
    for (RoundRobinLimit limit : RoundRobinLimit.values()) {
      if (limit.listed().equals(listed)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }
}
