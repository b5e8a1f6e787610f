package dev.vireo.hypervisor.vsphere;

import dev.vireo.hypervisor.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A vCenter let us in and then did not answer what was asked. */
public final class VSphereException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;

  VSphereException(Diagnosis diagnosis, @Nullable Throwable cause) {
    super(diagnosis.text(), cause);
    this.diagnosis = diagnosis;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
