package dev.vireo.simulator.estate;

import java.util.Locale;

/** Whether I/O can go along a path. */
public enum PathState {
  ACTIVE,
  STANDBY,
  DEAD;

  /** esxcli's word. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static PathState of(String text) {
    for (PathState state : values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no such path state: " + text + " (active, standby, dead)");
  }
}
