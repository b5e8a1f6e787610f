package dev.vireo.bus.multipath;

/** What is done about a device that departs from a standard. */
public enum StandardMode {
  /** It is published. */
  REPORT,
  /** It is published, and a plan is made and applied that brings the device back. */
  ENFORCE
}
