package dev.vireo.bus.multipath;

/** When round robin goes on to the next path. */
public enum RoundRobinLimit {
  /** The host's own default, 1,000 I/O operations. */
  DEFAULT,
  IOPS,
  BYTES,
  /** By measured latency; from 6.7. */
  LATENCY
}
