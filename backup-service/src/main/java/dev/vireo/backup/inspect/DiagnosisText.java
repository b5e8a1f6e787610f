package dev.vireo.backup.inspect;

import dev.vireo.backup.domain.preflight.Candidate;
import dev.vireo.backup.domain.preflight.Cause;
import dev.vireo.backup.domain.preflight.Check;
import dev.vireo.backup.domain.preflight.CheckResult;
import dev.vireo.backup.domain.preflight.Diagnosis;
import java.util.stream.Collectors;

/** A diagnosis for people: the checks, then the one cause and what to do. */
final class DiagnosisText {

  private DiagnosisText() {}

  static String of(Diagnosis d) {
    StringBuilder out = new StringBuilder();
    boolean several = d.findings().size() > 1;
    for (Check check : d.checks().stream().filter(c -> !idle(c)).toList()) {
      out.append(
          "%s%-8s %-18s %6s  %s%n"
              .formatted(
                  several ? check.from() + "  " : "",
                  check.result().word(),
                  check.name().word(),
                  check.exchange().millis() + " ms",
                  plain(check.exchange().line())));
    }
    out.append("%n%s: %s (%s)%n".formatted(d.target(), d.cause(), d.confidence()));
    if (!d.difference().isEmpty()) {
      out.append("The vantage points differ: %s%n".formatted(plain(d.difference())));
    }
    int rank = 1;
    for (Candidate candidate : d.candidates()) {
      out.append(
          "  %d. %s: %s%n     decides: %s%n"
              .formatted(
                  rank, candidate.cause(), plain(candidate.why()), plain(candidate.probe())));
      rank++;
    }
    if (!d.ruledOut().isEmpty()) {
      out.append(
          "Ruled out: %s%n"
              .formatted(d.ruledOut().stream().map(Cause::name).collect(Collectors.joining(", "))));
    }
    return out.append(plain(d.advice())).append('\n').toString();
  }

  /** A check that was not made because of another one, or was not asked for. */
  private static boolean idle(Check check) {
    return check.result() == CheckResult.SKIPPED
        && check.exchange().received().startsWith("not made");
  }

  /** Nothing that a target said moves the cursor. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }
}
