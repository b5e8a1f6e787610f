package dev.vireo.multipath.projection;

/** How far a plan has come. */
public enum PlanState {
  /** It can be read and applied. */
  READY,
  /** Something of it was done on a host, and it has not ended. */
  APPLYING,
  /** It was applied as far as it goes. */
  APPLIED,
  /** It stopped by itself; hosts not begun were not touched. */
  STOPPED,
  /** It was undone as far as it goes. */
  ROLLED_BACK
}
