package dev.vireo.hypervisor.script;

import dev.vireo.hypervisor.Diagnosis;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script did not come to its end. What {@link #answered} holds is certain; what became of the
 * other steps is not known until the host is asked again.
 */
public final class ScriptBrokenException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How it broke. */
  public enum Reason {
    /** The connection, or the shell on the host, went away. */
    LOST,
    /** The host gave no shell that would run the script: no step began. */
    SHELL,
    /** The script as a whole took too long. */
    EXEC_TIMEOUT,
    /** No byte came for too long. */
    IDLE_TIMEOUT,
    /** The host printed more than is allowed. */
    OUTPUT_LIMIT
  }

  private final Reason reason;
  private final transient Diagnosis diagnosis;
  private final transient List<StepResult> answered;
  private final transient Optional<String> inFlight;
  private final transient List<String> notSeen;

  public ScriptBrokenException(
      Reason reason, Diagnosis diagnosis, ScriptReader reader, @Nullable Throwable cause) {
    super(diagnosis.text(), cause);
    this.reason = reason;
    this.diagnosis = diagnosis;
    this.answered = reader.answered();
    this.inFlight = reader.inFlight();
    this.notSeen = reader.notSeen();
  }

  /** For a host that is told by calls of its API, where no script ran that had steps. */
  public ScriptBrokenException(Reason reason, Diagnosis diagnosis, @Nullable Throwable cause) {
    super(diagnosis.text(), cause);
    this.reason = reason;
    this.diagnosis = diagnosis;
    this.answered = List.of();
    this.inFlight = Optional.empty();
    this.notSeen = List.of();
  }

  public Reason reason() {
    return reason;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** Results that were complete, in order. */
  public List<StepResult> answered() {
    return answered;
  }

  /** The step that had begun and was not answered: it may have taken effect, whole or in part. */
  public Optional<String> inFlight() {
    return inFlight;
  }

  /**
   * Steps whose beginning was not seen. The host begins none after it finds the connection gone,
   * but it may have begun some whose markers were still on their way.
   */
  public List<String> notSeen() {
    return notSeen;
  }
}
