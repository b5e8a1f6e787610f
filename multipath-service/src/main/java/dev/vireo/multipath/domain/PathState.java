package dev.vireo.multipath.domain;

/** Whether a path can carry I/O. */
public enum PathState {
  /** Carries I/O, optimised or not. */
  ACTIVE,
  /** Healthy, and waits for a failover: normal on active/passive arrays. */
  STANDBY,
  DEAD,
  /** Switched off by an administrator. */
  DISABLED,
  OFF,
  UNKNOWN;

  /** Whether I/O can go, or fail over, to it. */
  public boolean works() {
    return this == ACTIVE || this == STANDBY;
  }
}
