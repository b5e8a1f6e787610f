package dev.vireo.container.vzctl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One command of a transcript and what it came to. Every line of the command's output is known to
 * be of no weight (a step that was taken), a finding, or unparsed.
 *
 * @param command as it was typed, or what it must have been, such as {@code vzctl start}; empty
 *     where nothing tells
 * @param outcome what it came to
 * @param exit the exit code, where the transcript tells it
 * @param cause why it failed, or is likely not to work though it did not fail
 * @param findings lines that say more than that a step was taken
 * @param unparsed lines that nobody understood, as they came
 */
public record ToolRun(
    String command,
    Outcome outcome,
    OptionalInt exit,
    Optional<Cause> cause,
    List<ToolFinding> findings,
    List<String> unparsed) {
  public ToolRun {
    findings = List.copyOf(findings);
    unparsed = List.copyOf(unparsed);
  }
}
