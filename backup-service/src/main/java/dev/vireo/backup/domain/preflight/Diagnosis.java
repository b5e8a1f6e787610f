package dev.vireo.backup.domain.preflight;

import java.util.List;

/**
 * The end of a preflight.
 *
 * @param cause the one primary cause
 * @param difference between vantage points, in words; empty where they agree or there is one
 * @param findings what each vantage point alone would conclude
 * @param ruledOut causes that the evidence excludes
 * @param candidates where the cause is not decided, the likeliest first; else none
 * @param checks of all vantage points, each with its evidence
 * @param advice what to do
 */
public record Diagnosis(
    Target target,
    Cause cause,
    Confidence confidence,
    String difference,
    List<Finding> findings,
    List<Cause> ruledOut,
    List<Candidate> candidates,
    List<Check> checks,
    String advice) {

  public Diagnosis {
    findings = List.copyOf(findings);
    ruledOut = List.copyOf(ruledOut);
    candidates = List.copyOf(candidates);
    checks = List.copyOf(checks);
  }

  public boolean healthy() {
    return cause == Cause.HEALTHY;
  }
}
