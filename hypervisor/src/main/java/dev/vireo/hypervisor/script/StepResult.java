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
 * @param decoding whether the two texts are what the host printed, byte for byte
 */
public record StepResult(
    String id, int exit, String stdout, String stderr, Duration took, Decoding decoding) {

  /** How the bytes of a step became text. */
  public enum Decoding {
    /** All was UTF-8. */
    EXACT,
    /** Some bytes were not UTF-8 and stand as U+FFFD. */
    REPAIRED
  }

  /** A result whose output was UTF-8. */
  public StepResult(String id, int exit, String stdout, String stderr, Duration took) {
    this(id, exit, stdout, stderr, took, Decoding.EXACT);
  }

  /** Whether the program said that it succeeded, which is not yet proof that it did. */
  public boolean ok() {
    return exit == 0;
  }
}
