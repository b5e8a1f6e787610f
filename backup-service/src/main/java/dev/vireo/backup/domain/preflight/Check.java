package dev.vireo.backup.domain.preflight;

import java.util.Optional;

/**
 * One check from one vantage point.
 *
 * @param cause what a failed one points to; empty for all others
 * @param confidence in that cause, by this check alone
 */
public record Check(
    CheckName name,
    String from,
    CheckResult result,
    Exchange exchange,
    Optional<Cause> cause,
    Confidence confidence) {

  static Check ok(CheckName name, String from, Exchange exchange) {
    return new Check(name, from, CheckResult.OK, exchange, Optional.empty(), Confidence.CERTAIN);
  }

  static Check warning(CheckName name, String from, Exchange exchange) {
    return new Check(
        name, from, CheckResult.WARNING, exchange, Optional.empty(), Confidence.CERTAIN);
  }

  static Check failed(
      CheckName name, String from, Exchange exchange, Cause cause, Confidence confidence) {
    return new Check(name, from, CheckResult.FAILED, exchange, Optional.of(cause), confidence);
  }

  static Check skipped(CheckName name, String from, String why) {
    return new Check(
        name,
        from,
        CheckResult.SKIPPED,
        new Exchange("nothing", why, 0),
        Optional.empty(),
        Confidence.CERTAIN);
  }

  boolean failed() {
    return result == CheckResult.FAILED;
  }
}
