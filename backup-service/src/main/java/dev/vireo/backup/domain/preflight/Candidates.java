package dev.vireo.backup.domain.preflight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The causes that fit a login refused without a reason, the likeliest first. What raises one is
 * seen without another attempt: where the call came from, how the name is written, clocks, names.
 */
final class Candidates {

  /** Below this, clocks differ as clocks do. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(60);

  private Candidates() {}

  static List<Candidate> of(Target target, Sight sight) {
    List<Candidate> first = new ArrayList<>();
    if (sight.sameHost()) {
      first.add(
          new Candidate(
              Cause.LOOPBACK_CHECK,
              "the call came from the target's own machine, where Windows refuses integrated"
                  + " logins to its own other names",
              "vireo backup diagnose "
                  + target
                  + " on a neighbour: accepted there, it is this;"
                  + " the Windows security log then has event 537 with status 0xC000006D"));
    }
    sight
        .first(Evidence.ClockRead.class)
        .filter(c -> Findings.skew(c).compareTo(NOTICEABLE) > 0)
        .ifPresent(
            c ->
                first.add(
                    new Candidate(
                        Cause.CLOCK_SKEW,
                        "the clocks differ by " + Findings.skew(c).toSeconds() + " s",
                        "compare the clocks of target and domain controller with a time server")));
    sight
        .first(Evidence.ReverseLookedUp.class)
        .filter(r -> !r.leadsBack())
        .ifPresent(
            r ->
                first.add(
                    new Candidate(
                        Cause.NAME_REVERSE_MISMATCH,
                        r.names().isEmpty()
                            ? "the address has no name"
                            : "the address is called " + String.join(", ", r.names()),
                        "give the address a PTR record of the target's name")));
    String user = sight.first(Evidence.LoginTried.class).map(Evidence.LoginTried::user).orElse("");
    if (!user.contains("@") && !user.contains("\\")) {
      first.add(form("the account is written without a domain"));
    }
    first.addAll(common(target));
    if (user.contains("@") || user.contains("\\")) {
      first.add(form("the account is written with a domain, which the target need not know"));
    }
    return distinct(first);
  }

  private static Candidate form(String why) {
    return new Candidate(
        Cause.NAME_FORM,
        why,
        "look up in the target's identity sources whether it takes user, user@domain or"
            + " DOMAIN\\user");
  }

  private static List<Candidate> common(Target target) {
    return List.of(
        new Candidate(
            Cause.CREDENTIALS_WRONG,
            "the commonest cause; the answer does not say so",
            "log in to another service of the same directory with the same credentials"),
        new Candidate(
            Cause.ACCOUNT_LOCKED,
            "three refusals lock an account by default, and a prompt that loops gives them",
            "ask the directory whether the account is locked, before any further login"),
        new Candidate(
            Cause.PASSWORD_EXPIRED,
            "an expired password is refused in the same words",
            "ask the directory when the password expires"),
        new Candidate(
            Cause.SOURCE_NOT_ALLOWED,
            "a source that is not allowed is refused in the same words",
            "vireo backup diagnose " + target + " on a neighbour: accepted there, it is this"),
        new Candidate(
            Cause.ACCOUNT_UNKNOWN,
            "an unknown account is refused in the same words",
            "look the account up in the target's identity source"));
  }

  private static List<Candidate> distinct(List<Candidate> all) {
    Set<Cause> seen = new TreeSet<>();
    return all.stream().filter(c -> seen.add(c.cause())).toList();
  }
}
