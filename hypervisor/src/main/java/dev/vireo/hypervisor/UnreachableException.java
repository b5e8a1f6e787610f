package dev.vireo.hypervisor;

import org.jspecify.annotations.Nullable;

/** A host could not be reached, so nothing was asked of it and nothing on it was touched. */
public final class UnreachableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, from the network up. */
  public enum Reason {
    /** The name does not resolve to an address. */
    NAME,
    /** The address answers, and nothing listens on the port. */
    REFUSED,
    /** Nothing answers: no route, a filter that drops, a host that is off. */
    FILTERED,
    /** The host's key is unknown, changed, revoked or of a kind that cannot be checked. */
    HOST_KEY,
    /** The host did not accept the credentials, or there were none to offer. */
    AUTH,
    /** What listens does not speak SSH, or none of the algorithms both sides know is allowed. */
    PROTOCOL
  }

  private final Reason reason;
  private final transient Diagnosis diagnosis;

  public UnreachableException(Reason reason, Diagnosis diagnosis, @Nullable Throwable cause) {
    super(diagnosis.text(), cause);
    this.reason = reason;
    this.diagnosis = diagnosis;
  }

  public Reason reason() {
    return reason;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
