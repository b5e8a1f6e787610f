package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Intent;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.multipath.command.HostWork.Aim;
import dev.vireo.multipath.command.HostWork.Ending;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What new LUNs of one host will get, changed or brought back: an array type's default, a rule. */
final class SatpChange {

  private final Handling<?> handling;
  private final HostPlanned part;
  private final Lease lease;
  private final EsxHosts.Read read;

  SatpChange(Handling<?> handling, HostPlanned part, Lease lease, EsxHosts.Read read) {
    this.handling = handling;
    this.part = part;
    this.lease = lease;
    this.read = read;
  }

  Result apply() throws InterruptedException {
    return run(false);
  }

  Result rollBack() throws InterruptedException {
    return run(true);
  }

  private Result run(boolean back) throws InterruptedException {
    Optional<PlannedDevice> change =
        part.devices().stream().filter(d -> d.verdict() == Verdict.CHANGE).findFirst();
    if (change.isEmpty()) {
      return Result.done("nothing to change", Fleet.figures("changed", 0));
    }
    Aim aim = part.kind() == PlanKind.SATP_DEFAULT ? defaultOf(change.get(), back) : rule(back);
    String done = back ? "restored" : "changed";
    boolean ours = handling.resumed() && handling.intents().containsKey(aim.subject());
    if (aim.unmet().apply(read.storage()).isEmpty()) {
      if (ours) {
        publish(change.get(), back, command(verifyBy()));
      }
      return Result.done(
          "it is so already", Fleet.figures(done, ours ? 1 : 0, "unchanged", ours ? 0 : 1));
    }
    Optional<String> stale = ours ? Optional.empty() : stale(change.get(), back);
    if (stale.isPresent()) {
      publishFailed(
          change.get(),
          new Ending.Unmet(null, null, stale.get(), read.storage(), stale.get()),
          "nothing was done to it; make a new plan, which shows it as it is now");
      return Result.failed(
          FailureReason.STALE, part.host() + ": " + stale.get(), Fleet.figures("failed", 1));
    }
    handling.intend(List.of(new Intent(aim.subject(), back ? "back" : "forth")));
    handling.checkpoint("after-intend");
    Map<String, Ending> endings =
        HostWork.bringAbout(
            handling, read.host(), lease, read.storage(), List.of(aim), List.of(verifyBy()));
    return switch (endings.get(aim.subject())) {
      case Ending.Met met -> {
        publish(change.get(), back, met.verifiedBy());
        yield Result.done(aim.subject() + " changed and verified", Fleet.figures(done, 1));
      }
      case Ending.Unmet unmet -> {
        publishFailed(change.get(), unmet, "look at what the host answered; then " + again(back));
        yield Result.failed(
            FailureReason.NOT_VERIFIED,
            "%s: %s after '%s', to which it answered: %s"
                .formatted(part.host(), unmet.lacking(), unmet.command(), unmet.answered()),
            Fleet.figures("failed", 1));
      }
      case Ending.NotKnown unknown -> {
        handling.publish(
            new PolicyChangeFailed(
                part.plan(),
                part.host(),
                change.get().device(),
                unknown.command(),
                null,
                unknown.why(),
                null,
                "how it is now is not known; " + again(back)));
        yield Result.failed(
            FailureReason.CONNECTION_LOST,
            part.host()
                + ": "
                + unknown.why()
                + "; whether it was changed is not known; "
                + again(back),
            Fleet.figures("failed", 1));
      }
      case null -> throw new IllegalStateException(aim.subject() + " was lost on the way");
    };
  }

  private static String again(boolean back) {
    return back ? "roll the plan back again" : "apply the plan again";
  }

  /** A default that is neither the plan's nor the one before it is somebody else's. */
  private Optional<String> stale(PlannedDevice change, boolean back) {
    if (part.kind() != PlanKind.SATP_DEFAULT) {
      return Optional.empty();
    }
    String expected = state(back ? change.to() : change.from()).psp();
    return read.storage()
        .satp(SatpName.parse(change.device()))
        .map(s -> s.defaultPsp().value())
        .filter(now -> !now.equals(expected))
        .map(
            now ->
                "the default of %s was %s and is now %s, which somebody else gave it"
                    .formatted(change.device(), expected, now));
  }

  private void publishFailed(PlannedDevice change, Ending.Unmet unmet, String advice) {
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            change.device(),
            unmet.command(),
            unmet.exit(),
            unmet.answered(),
            unmet
                .seen()
                .satp(SatpName.parse(change.device()))
                .map(s -> new PolicyState(s.defaultPsp().value(), "", "UNKNOWN", null))
                .orElse(null),
            advice));
  }

  private Aim defaultOf(PlannedDevice change, boolean back) {
    SatpName satp = SatpName.parse(change.device());
    PspName wanted = PspName.parse(state(back ? change.from() : change.to()).psp());
    return new Aim(
        satp.value(),
        now -> List.of(new HostAction.SetSatpDefault(satp, wanted)),
        now -> now.satp(satp).isPresent(),
        now -> lacking(now, satp, wanted));
  }

  private static Optional<String> lacking(HostStorage now, SatpName satp, PspName wanted) {
    return now.satp(satp)
        .map(
            s ->
                s.defaultPsp().equals(wanted)
                    ? Optional.<String>empty()
                    : Optional.of("the default of " + satp + " is " + s.defaultPsp()))
        .orElseGet(() -> Optional.of("the host does not list " + satp));
  }

  private Aim rule(boolean back) {
    SatpRule rule = FromWire.rule(wireRule());
    return new Aim(
        "rule " + rule.words(),
        now ->
            List.of(back ? new HostAction.RemoveSatpRule(rule) : new HostAction.AddSatpRule(rule)),
        this::hasOtherRules,
        now -> {
          // 4.x tells no group; none of its own rules has what a user's rule matches by.
          boolean present =
              now.satpRules().stream()
                  .anyMatch(
                      r -> r.satp().equals(rule.satp()) && !r.isSystem() && r.sameMatch(rule));
          return present != back
              ? Optional.empty()
              : Optional.of(
                  back ? "the host still has the rule" : "the host does not list the rule");
        });
  }

  /** That a rule is gone is shown by a listing of all the others, and not by one cut before it. */
  private boolean hasOtherRules(HostStorage now) {
    SatpRule rule = FromWire.rule(wireRule());
    return read.storage().satpRules().stream()
        .filter(r -> !r.sameMatch(rule))
        .allMatch(now.satpRules()::contains);
  }

  private void publish(PlannedDevice change, boolean back, String verifiedBy) {
    if (part.kind() == PlanKind.CLAIM_RULE) {
      handling.publish(
          new ClaimRuleChanged(part.plan(), part.host(), wireRule(), !back, verifiedBy));
      return;
    }
    String former = state(change.from()).psp();
    String wanted = state(change.to()).psp();
    handling.publish(
        new SatpDefaultChanged(
            part.plan(),
            part.host(),
            change.device(),
            back ? wanted : former,
            back ? former : wanted,
            verifiedBy,
            back));
  }

  private Step verifyBy() {
    return part.kind() == PlanKind.SATP_DEFAULT
        ? read.host().steps().satps()
        : read.host().steps().satpRules();
  }

  private static String command(Step step) {
    return String.join(" ", step.argv());
  }

  private dev.vireo.bus.multipath.SatpRule wireRule() {
    dev.vireo.bus.multipath.SatpRule rule = part.rule();
    if (rule == null) {
      throw new IllegalStateException(part.plan() + " is for a rule and names none");
    }
    return rule;
  }

  private static PolicyState state(@org.jspecify.annotations.Nullable PolicyState state) {
    if (state == null) {
      throw new IllegalStateException("a planned change has both its ends");
    }
    return state;
  }
}
