package dev.vireo.bus.backup;

/** What a diagnosis of a connection ends in. */
public enum ConnectionCause {
  /** The name has no address. */
  NAME_FORWARD,
  /** The hosts file of the vantage point says another address than the name service. */
  NAME_OVERRIDDEN,
  /** No route to the address. */
  ROUTE,
  /** Something answers that nothing listens on the port. */
  PORT_REFUSED,
  /** Nothing answers on the port. */
  PORT_FILTERED,
  /** Small packets arrive and full ones do not. */
  MTU,
  /** The port speaks no TLS, or none that is new enough. */
  TLS_PROTOCOL,
  /** The certificate is not yet, or no longer, valid. */
  TLS_CERTIFICATE_DATES,
  /** The certificate is for other names. */
  TLS_CERTIFICATE_NAME,
  /** No authority that the vantage point trusts has signed the certificate. */
  TLS_CERTIFICATE_CHAIN,
  /** Another product, or a release that is not served. */
  VERSION_UNSUPPORTED,
  /** There is no such account. */
  ACCOUNT_UNKNOWN,
  /** The account is locked or disabled. */
  ACCOUNT_LOCKED,
  /** The password is right and has expired. */
  PASSWORD_EXPIRED,
  /** The account's name is not in the form that the target takes. */
  NAME_FORM,
  /** The target takes no logins from the caller's address. */
  SOURCE_NOT_ALLOWED,
  /** The target refuses right credentials that come from its own machine. */
  LOOPBACK_CHECK,
  /** The target itself says that the password is wrong. */
  CREDENTIALS_WRONG,
  /** The clocks differ by more than tickets and tokens bear. */
  CLOCK_SKEW,
  /** Refused, and the outside cannot tell why: the candidates are ranked. */
  CREDENTIALS_REFUSED_UNDETERMINED,
  /** The login is accepted and then forgotten: the loop. */
  SESSION_NOT_KEPT,
  /** The account may not do what a backup needs. */
  PRIVILEGE_MISSING,
  /** The address leads to a name that does not lead back. */
  NAME_REVERSE_MISMATCH,
  /** No check failed. */
  HEALTHY
}
