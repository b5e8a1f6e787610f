package dev.vireo.bus.container;

/** What a check came to. */
public enum StartCheckResult {
  /** It was seen to be so. */
  PASSED,
  /** It was seen not to be so. */
  FAILED,
  /** There was nothing to check, or no means; the evidence says which. */
  SKIPPED
}
