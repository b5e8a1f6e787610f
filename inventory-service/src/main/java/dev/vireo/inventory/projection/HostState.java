package dev.vireo.inventory.projection;

/** Whether a host answers. */
public enum HostState {
  REACHABLE,
  UNREACHABLE,
  /** It was never probed. */
  UNKNOWN
}
