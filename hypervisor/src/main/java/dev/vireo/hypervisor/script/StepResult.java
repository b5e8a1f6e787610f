package dev.vireo.hypervisor.script;

import java.time.Duration;

/**
 * What the host answered to one {@link Step}.
 *
 * @param id the step's id
 * @param exit the exit status of the program, 0 to 255
 * @param stdout what it printed, decoded as UTF-8 with U+FFFD for what is not
 * @param stderr what it complained of, decoded likewise
 * @param took from the moment the step's start was seen to the moment its end was seen here
 */
public record StepResult(String id, int exit, String stdout, String stderr, Duration took) {

  /** Whether the program said that it succeeded, which is not yet proof that it did. */
  public boolean ok() {
    return exit == 0;
  }
}
