package dev.vireo.hypervisor.credential;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import org.jspecify.annotations.Nullable;

/** A credential could not be had. The message names the reference, never the secret. */
public final class CredentialException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;

  public CredentialException(Diagnosis diagnosis, @Nullable Throwable cause) {
    super(diagnosis.text(), cause);
    this.diagnosis = diagnosis;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** What follows for the host that was to be offered the credential. */
  public UnreachableException unreachable(HostAddress address) {
    return new UnreachableException(
        UnreachableException.Reason.AUTH,
        new Diagnosis(
            "no credential could be offered",
            address + ", " + diagnosis.where(),
            diagnosis.what() + ": " + diagnosis.seen(),
            diagnosis.remedy()),
        this);
  }
}
