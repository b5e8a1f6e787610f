package dev.vireo.bus.inventory;

/** Why a host could not be reached or would not let us in. */
public enum UnreachableCause {
  /** Its name does not resolve. */
  NAME,
  /** The port is closed: something answered, and said no. */
  REFUSED,
  /** Nothing answered in time: a firewall, a wrong address, or a host that is off. */
  FILTERED,
  /** Its host key is unknown or has changed. */
  HOST_KEY,
  /** It does not accept the account or its credential, or the credential cannot be had. */
  AUTH,
  /** What answered does not speak the protocol, or shares no algorithm with us, or hangs. */
  PROTOCOL
}
