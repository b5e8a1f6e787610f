package dev.vireo.bus.backup;

/** How a restore point was held against what was backed up. */
public enum VerifiedBy {
  /** All of it was read from the destination. */
  READ,
  /** It was restored on a host where nobody uses it, and read back. */
  REHEARSAL,
  /** It was restored to be used, and read back. */
  RESTORE
}
