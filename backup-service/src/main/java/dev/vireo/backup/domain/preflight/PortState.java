package dev.vireo.backup.domain.preflight;

/** How a TCP port answers. */
public enum PortState {
  /** A connection was made. */
  OPEN,
  /** It was reset: the host is there, nothing listens, or a firewall rejects. */
  REFUSED,
  /** Nothing came back in time. */
  FILTERED,
  /** The network said that it cannot get there. */
  NO_ROUTE
}
