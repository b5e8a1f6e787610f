package dev.vireo.hypervisor.credential;

import dev.vireo.hypervisor.Diagnosis;
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
}
