package dev.vireo.hypervisor.script;

import java.util.Optional;

/** A host printed more than {@link OutputLimits} allow. */
public final class OutputLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> step;

  OutputLimitException(Optional<String> step, String message) {
    super(message);
    this.step = step;
  }

  /** The step that was printing, or empty where it was none. */
  public Optional<String> step() {
    return step;
  }
}
