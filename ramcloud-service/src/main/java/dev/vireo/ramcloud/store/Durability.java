package dev.vireo.ramcloud.store;

/** When a write is answered as done. */
public enum Durability {
  /** When the replicated log has it. */
  LOG,
  /** At once; a crash loses it. */
  MEMORY
}
