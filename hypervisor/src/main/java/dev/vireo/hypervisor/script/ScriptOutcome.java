package dev.vireo.hypervisor.script;

import java.time.Duration;
import java.util.List;

/**
 * What became of a script that the host carried out to an end of its own.
 *
 * @param results one per step that ran, in order
 * @param notRun ids of the steps that never began, in order
 * @param stop why the script ended where it did
 * @param preamble what was printed outside of any step: a banner, a message of the day
 * @param took from sending the script to its end
 */
public record ScriptOutcome(
    List<StepResult> results, List<String> notRun, Stop stop, String preamble, Duration took) {

  /** Why a script ended. */
  public enum Stop {
    /** All steps ran. */
    END,
    /** A step failed and {@link Script.OnFailure#STOP} was asked for. */
    FAILURE,
    /** The budget was used up before the next step. */
    BUDGET,
    /** The host's clock could not be read by {@code date +%s}, or went backwards. */
    CLOCK
  }

  public ScriptOutcome {
    results = List.copyOf(results);
    notRun = List.copyOf(notRun);
  }

  /** The result of one step. */
  public StepResult result(String id) {
    return results.stream()
        .filter(r -> r.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("step " + id + " has no result"));
  }
}
