package dev.vireo.multipath.domain;

/** What makes round robin go on to the next path. */
public enum RoundRobinLimit {
  /** The host's own: 1,000 I/Os. */
  DEFAULT("rr", "default"),
  IOPS("iops", "iops"),
  BYTES("bytes", "bytes"),
  /** From 6.7 on. */
  LATENCY("latency", "latency");

  private final String listed;
  private final String option;

  RoundRobinLimit(String listed, String option) {
    this.listed = listed;
    this.option = option;
  }

  /** How a device listing prints it ({@code policy=rr}). */
  public String listed() {
    return listed;
  }

  /** How a set command names it ({@code --type default}). */
  public String option() {
    return option;
  }
}
