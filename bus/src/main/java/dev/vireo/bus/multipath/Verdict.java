package dev.vireo.bus.multipath;

/** What a plan does with a device. */
public enum Verdict {
  /** Nothing: it is as wanted, or was not asked for. */
  KEEP,
  CHANGE,
  /** Nothing: a safety rule speaks against it. */
  REFUSE
}
