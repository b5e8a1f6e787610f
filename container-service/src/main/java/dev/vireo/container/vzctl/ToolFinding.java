package dev.vireo.container.vzctl;

import java.util.Optional;

/**
 * A line of a tool that says more than that a step was taken.
 *
 * @param kind how bad it is
 * @param line its number in the transcript, from 1
 * @param text as it came
 * @param cause what it is a sign of, if of anything
 * @param meaning in words; empty where the line says it itself
 */
public record ToolFinding(Kind kind, int line, String text, Optional<Cause> cause, String meaning) {

  /** How bad a line is. */
  public enum Kind {
    /** Something went wrong. */
    ERROR,
    /** Something may be wrong. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }
}
