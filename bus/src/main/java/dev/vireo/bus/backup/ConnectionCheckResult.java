package dev.vireo.bus.backup;

/** What a check of a connection found. */
public enum ConnectionCheckResult {
  OK,
  /** Worth knowing, and no cause by itself. */
  WARNING,
  FAILED,
  /** Not made; its evidence says why. */
  SKIPPED
}
