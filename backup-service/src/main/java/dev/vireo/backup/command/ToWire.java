package dev.vireo.backup.command;

import dev.vireo.backup.domain.preflight.Cause;
import dev.vireo.backup.domain.preflight.Confidence;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.TargetKind;
import dev.vireo.bus.backup.ConnectionCandidate;
import dev.vireo.bus.backup.ConnectionCause;
import dev.vireo.bus.backup.ConnectionCheck;
import dev.vireo.bus.backup.ConnectionCheckResult;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnosisConfidence;
import dev.vireo.bus.backup.VantageFinding;

/** A diagnosis in the words of the bus, which has those of the domain. */
final class ToWire {

  private ToWire() {}

  static ConnectionDiagnosed of(Diagnosis d) {
    return new ConnectionDiagnosed(
        d.target().toString(),
        ConnectionKind.valueOf(d.target().kind().name()),
        cause(d.cause()),
        confidence(d.confidence()),
        d.difference(),
        d.findings().stream()
            .map(f -> new VantageFinding(f.from(), cause(f.cause()), confidence(f.confidence())))
            .toList(),
        d.ruledOut().stream().map(ToWire::cause).toList(),
        d.candidates().stream()
            .map(c -> new ConnectionCandidate(cause(c.cause()), c.why(), c.probe()))
            .toList(),
        d.checks().stream()
            .map(
                c ->
                    new ConnectionCheck(
                        c.name().word(),
                        c.from(),
                        ConnectionCheckResult.valueOf(c.result().name()),
                        c.exchange().line(),
                        c.exchange().millis()))
            .toList(),
        d.advice());
  }

  static TargetKind kind(ConnectionKind kind) {
    return TargetKind.valueOf(kind.name());
  }

  private static ConnectionCause cause(Cause cause) {
    return ConnectionCause.valueOf(cause.name());
  }

  private static DiagnosisConfidence confidence(Confidence confidence) {
    return DiagnosisConfidence.valueOf(confidence.name());
  }
}
