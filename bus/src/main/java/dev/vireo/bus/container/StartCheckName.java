package dev.vireo.bus.container;

/** What must be so before a container counts as started. */
public enum StartCheckName {
  /** The host says that it runs. */
  STATUS_RUNNING,
  /** Its process 1 lives. */
  INIT_ALIVE,
  /** An interface of it has the asked address and is up. */
  ADDRESS,
  /** It has a default route. */
  DEFAULT_ROUTE,
  /** Its {@code /etc/resolv.conf} names the asked servers. */
  RESOLV_CONF,
  /** Its gateway answers. */
  GATEWAY_PING
}
