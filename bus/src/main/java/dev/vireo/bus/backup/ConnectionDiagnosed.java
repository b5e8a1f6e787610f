package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A backup target was looked at, and this is why it cannot be worked with, or that it can. The
 * evidence is without secrets.
 *
 * @param target the target, with its port
 * @param kind what it was taken for
 * @param cause the one primary cause
 * @param confidence how sure that is
 * @param difference between the places, in words; empty where they agree or there is one
 * @param vantagePoints what each place alone would conclude
 * @param ruledOut causes that the evidence excludes
 * @param candidates where the cause is not decided, the likeliest first; else none
 * @param checks of all places, each with its evidence
 * @param advice what to do
 */
public record ConnectionDiagnosed(
    String target,
    ConnectionKind kind,
    ConnectionCause cause,
    DiagnosisConfidence confidence,
    String difference,
    List<VantageFinding> vantagePoints,
    List<ConnectionCause> ruledOut,
    List<ConnectionCandidate> candidates,
    List<ConnectionCheck> checks,
    String advice)
    implements Event {
  public ConnectionDiagnosed {
    vantagePoints = Absent.orEmpty(vantagePoints);
    ruledOut = Absent.orEmpty(ruledOut);
    candidates = Absent.orEmpty(candidates);
    checks = Absent.orEmpty(checks);
  }

  @Override
  public String about() {
    return target;
  }
}
