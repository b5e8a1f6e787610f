package dev.vireo.multipath.domain;

import java.util.Optional;

/**
 * What a device listing says under "Path Selection Policy Device Config".
 *
 * <p>Part of it is setting and part moves by itself (the current path, round robin's counters).
 * Only settings count when two reads are compared: {@link #sameSettings}.
 */
public sealed interface PspConfig {

  /**
   * FIXED and FIXED_AP: the preferred path, which I/O returns to, and the one in use. They differ
   * after a failover. Whether an administrator chose the preferred path or the host did is not
   * printed.
   */
  record Fixed(Optional<RuntimeName> preferred, Optional<RuntimeName> current)
      implements PspConfig {}

  /** Most recently used: nothing can be set. */
  record Mru(Optional<RuntimeName> current) implements PspConfig {}

  /**
   * @param counters what follows the settings, as printed: it changes between any two reads
   */
  record RoundRobin(RoundRobinSettings settings, String counters) implements PspConfig {}

  /** The plug-in said that it has no device configuration, or printed none. */
  record Unsupported(String text) implements PspConfig {}

  /** Text of a form that is not known; it cannot be restored. */
  record Unknown(String text) implements PspConfig {}

  /** The settings alone, in the host's spelling; empty where there are none. */
  default String settingsText() {
    return switch (this) {
      case Fixed fixed -> fixed.preferred().map(p -> "preferred=" + p).orElse("");
      case Mru mru -> "";
      case RoundRobin rr -> rr.settings().listed();
      case Unsupported unsupported -> "";
      case Unknown unknown -> unknown.text();
    };
  }

  /** Whether both were told the same, whatever has moved by itself since. */
  default boolean sameSettings(PspConfig other) {
    return getClass() == other.getClass() && settingsText().equals(other.settingsText());
  }
}
