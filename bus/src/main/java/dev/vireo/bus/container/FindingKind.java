package dev.vireo.bus.container;

/** What a line of a tool is. */
public enum FindingKind {
  /** The tool says that something went wrong. */
  ERROR,
  /** The tool says that something may be wrong. */
  WARNING,
  /** Something worth knowing, such as that a container had to be killed. */
  NOTE,
  /** Not understood; kept as it came. */
  UNKNOWN
}
