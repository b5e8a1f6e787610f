package dev.vireo.backup.domain.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From evidence to one cause. A pure function, total: whatever was seen, and be it nothing, there
 * is exactly one primary cause.
 */
public final class Diagnoser {

  /** A cause with what goes with it. */
  private record Conclusion(Cause cause, Confidence confidence, String difference) {}

  private Diagnoser() {}

  /**
   * What the sights show.
   *
   * @param sights one for each vantage point, in the order in which they were asked; at least one
   */
  public static Diagnosis diagnose(Target target, List<Sight> sights) {
    if (sights.isEmpty()) {
      throw new IllegalArgumentException("a diagnosis needs one vantage point at least");
    }
    List<Check> checks = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Sight sight : sights) {
      List<Check> own = Findings.of(target, sight);
      checks.addAll(own);
      findings.add(alone(sight, own));
    }
    Conclusion conclusion = conclude(sights, findings);
    List<Candidate> candidates = candidates(target, sights, findings, conclusion);
    Set<Cause> open = candidates.stream().map(Candidate::cause).collect(Collectors.toSet());
    List<Cause> ruledOut =
        RuledOut.by(checks).stream()
            .filter(c -> c != conclusion.cause() && !open.contains(c))
            .sorted()
            .toList();
    return new Diagnosis(
        target,
        conclusion.cause(),
        conclusion.confidence(),
        conclusion.difference(),
        findings,
        ruledOut,
        candidates,
        checks,
        Advice.of(target, conclusion.cause(), checks, conclusion.difference()));
  }

  /** The first cause, in the order of {@link Cause}, that a failed check of this sight names. */
  private static Finding alone(Sight sight, List<Check> checks) {
    Comparator<Check> order =
        Comparator.comparing((Check c) -> c.name() == CheckName.OTHER_PORTS)
            .thenComparing(c -> c.cause().orElse(Cause.HEALTHY));
    Optional<Check> first = checks.stream().filter(Check::failed).min(order);
    if (first.isPresent()) {
      Cause cause = first.get().cause().orElse(Cause.HEALTHY);
      return new Finding(sight.from(), cause, first.get().confidence());
    }
    boolean reached =
        checks.stream().anyMatch(c -> c.name() == CheckName.TLS && c.result() == CheckResult.OK);
    Confidence confidence =
        sight.accepted() && sight.sessionKept()
            ? Confidence.CERTAIN
            : reached ? Confidence.LIKELY : Confidence.POSSIBLE;
    return new Finding(sight.from(), Cause.HEALTHY, confidence);
  }

  private static Conclusion conclude(List<Sight> sights, List<Finding> findings) {
    Finding first = findings.stream().min(Comparator.comparing(Finding::cause)).orElseThrow();
    Optional<Conclusion> names = byNames(sights, first.cause());
    if (names.isPresent()) {
      return names.get();
    }
    boolean agree = findings.stream().allMatch(f -> f.cause() == first.cause());
    if (agree) {
      return new Conclusion(first.cause(), agreed(sights, findings), "");
    }
    String difference =
        findings.stream()
            .map(f -> "from " + f.from() + ": " + f.cause())
            .collect(Collectors.joining("; "));
    return byLogin(sights, first.cause(), difference)
        .orElseGet(() -> new Conclusion(first.cause(), first.confidence(), difference));
  }

  /**
   * As sure as the surest of them. But where one logged in and another one did not, that other one
   * may still be refused, as in the loop that shows on one machine alone.
   */
  private static Confidence agreed(List<Sight> sights, List<Finding> findings) {
    Confidence surest =
        findings.stream().map(Finding::confidence).min(Comparator.naturalOrder()).orElseThrow();
    boolean untried = sights.stream().anyMatch(Sight::accepted) && !waiting(sights).isEmpty();
    return untried && surest == Confidence.CERTAIN ? Confidence.LIKELY : surest;
  }

  /** Places from which a login was kept back. */
  private static List<Sight> waiting(List<Sight> sights) {
    return sights.stream().filter(Sight::loginKeptBack).toList();
  }

  /**
   * A hosts file without a name server to compare it with is held against what the other places
   * were told.
   */
  private static Optional<Conclusion> byNames(List<Sight> sights, Cause first) {
    if (first.compareTo(Cause.NAME_OVERRIDDEN) <= 0) {
      return Optional.empty();
    }
    for (Sight sight : sights) {
      List<String> inFile = sight.inHostsFile();
      List<Sight> others =
          sights.stream()
              .filter(
                  o ->
                      !o.from().equals(sight.from())
                          && o.inHostsFile().isEmpty()
                          && !o.addresses().isEmpty())
              .toList();
      boolean alone =
          !inFile.isEmpty()
              && !others.isEmpty()
              && others.stream().noneMatch(o -> o.addresses().stream().anyMatch(inFile::contains));
      if (alone) {
        String elsewhere =
            others.stream()
                .map(o -> "from " + o.from() + ": " + String.join(" ", o.addresses()))
                .collect(Collectors.joining("; "));
        return Optional.of(
            new Conclusion(
                Cause.NAME_OVERRIDDEN,
                Confidence.LIKELY,
                "the hosts file of %s says %s; %s"
                    .formatted(sight.from(), String.join(" ", inFile), elsewhere)));
      }
    }
    return Optional.empty();
  }

  /** Refused without a reason at one place and accepted at another: the place is the reason. */
  private static Optional<Conclusion> byLogin(List<Sight> sights, Cause first, String difference) {
    boolean elsewhere = sights.stream().anyMatch(Sight::accepted);
    if (first != Cause.CREDENTIALS_REFUSED_UNDETERMINED || !elsewhere) {
      return Optional.empty();
    }
    boolean ownMachine =
        sights.stream().filter(Sight::refused).allMatch(Sight::sameHost)
            && sights.stream().filter(Sight::accepted).noneMatch(Sight::sameHost);
    return Optional.of(
        new Conclusion(
            ownMachine ? Cause.LOOPBACK_CHECK : Cause.SOURCE_NOT_ALLOWED,
            Confidence.LIKELY,
            difference));
  }

  private static List<Candidate> candidates(
      Target target, List<Sight> sights, List<Finding> findings, Conclusion conclusion) {
    if (conclusion.cause() == Cause.CREDENTIALS_REFUSED_UNDETERMINED) {
      for (int i = 0; i < sights.size(); i++) {
        if (findings.get(i).cause() == conclusion.cause()) {
          return Candidates.of(target, sights.get(i));
        }
      }
    }
    return switch (conclusion.cause()) {
      case SOURCE_NOT_ALLOWED ->
          conclusion.confidence() == Confidence.CERTAIN
              ? List.of()
              : List.of(
                  new Candidate(
                      Cause.LOOPBACK_CHECK,
                      "the place that is refused may be the machine that checks the password, such"
                          + " as the vCenter Server",
                      "look for event 537 with status 0xC000006D in that machine's security log"));
      case SESSION_NOT_KEPT ->
          List.of(
              new Candidate(
                  Cause.CLOCK_SKEW,
                  "a session that is old when it is made ends at once",
                  "compare the clocks of the target and of what it asks about accounts"));
      case TLS_PROTOCOL ->
          conclusion.confidence() == Confidence.POSSIBLE
              ? List.of(
                  new Candidate(
                      Cause.MTU,
                      "an answer that stalls after the connection stands may be too large for the"
                          + " way",
                      "ping -M do -s 1472 " + target.host()))
              : List.of();
      case HEALTHY ->
          waiting(sights).stream()
              .limit(sights.stream().anyMatch(Sight::accepted) ? 1 : 0)
              .map(
                  s ->
                      new Candidate(
                          s.sameHost() ? Cause.LOOPBACK_CHECK : Cause.SOURCE_NOT_ALLOWED,
                          "no login was made from " + s.from() + ", and the place may matter",
                          "the same command with --attempts 2: the credentials were accepted"
                              + " elsewhere, so one refusal does not lock the account"))
              .toList();
      default -> List.of();
    };
  }
}
