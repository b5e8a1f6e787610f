package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpOutcome;
import dev.vireo.multipath.domain.SatpPlan;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.esxcli.Listing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One host's part of a plan for what new LUNs will get: reads, judges, touches nothing. */
final class SatpPlanning {

  /** A default and a rule are judged by what there is of both. */
  private static final List<String> JUDGED_BY =
      Stream.of(Listing.PSP_LIST, Listing.SATP_LIST, Listing.SATP_RULE_LIST)
          .map(Listing::id)
          .toList();

  private final HostSelection selection;
  private final EsxHosts hosts;

  SatpPlanning(HostSelection selection, EsxHosts hosts) {
    this.selection = selection;
    this.hosts = hosts;
  }

  /**
   * What is asked for on every host.
   *
   * @param plan the plan's id
   * @param kind a default or a rule
   * @param psp the wanted policy
   * @param rule the rule, for a plan of that kind
   * @param overrides safety rules set aside
   */
  record Asked(
      String plan,
      PlanKind kind,
      @Nullable String psp,
      @Nullable SatpRule rule,
      List<RuleOverride> overrides) {}

  Result plan(Handling<?> handling, String name, Asked asked, Function<HostStorage, SatpPlan> judge)
      throws InterruptedException {
    Host host = selection.one("host", name);
    try {
      HostStorage seen = hosts.read(host).storage();
      Optional<UnreadListing> lacking = seen.unreadOf(JUDGED_BY).stream().findFirst();
      if (lacking.isPresent()) {
        return HostFailure.notGiven(name, lacking.get(), "make a new plan");
      }
      PlannedDevice planned = planned(seen, judge.apply(seen), asked);
      handling.publish(
          new HostPlanned(
              asked.plan(),
              asked.kind(),
              name,
              planned.device(),
              asked.psp(),
              null,
              asked.rule(),
              List.of(planned),
              asked.overrides(),
              ToWire.unparsed(seen)));
      PlanHostPathPolicyHandler.publishRefusals(handling, asked.plan(), name, List.of(planned));
      return PlanHostPathPolicyHandler.counted(List.of(planned));
    } catch (UnreachableException e) {
      return HostFailure.of(name, e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(name, e);
    } catch (NotEsxException e) {
      return HostFailure.of(name, e);
    }
  }

  private static PlannedDevice planned(HostStorage seen, SatpPlan plan, Asked asked) {
    String satp = plan.satp().value();
    PolicyState from =
        seen.satp(plan.satp()).map(Satp::defaultPsp).map(p -> state(p.value())).orElse(null);
    String description = seen.satp(plan.satp()).map(Satp::description).orElse(null);
    String fingerprint = from == null ? "" : from.psp();
    return switch (plan.outcome()) {
      case SatpOutcome.Keep keep ->
          new PlannedDevice(
              satp,
              description,
              satp,
              Verdict.KEEP,
              keep.reason(),
              from,
              null,
              null,
              List.of(),
              fingerprint);
      case SatpOutcome.Change change ->
          new PlannedDevice(
              satp,
              description,
              satp,
              Verdict.CHANGE,
              ToWire.withNotes(change.reason(), change.notes()),
              from,
              asked.psp() == null ? null : state(asked.psp()),
              null,
              List.of(),
              fingerprint);
      case SatpOutcome.Refuse refuse ->
          new PlannedDevice(
              satp,
              description,
              satp,
              Verdict.REFUSE,
              refuse.reason(),
              from,
              null,
              null,
              ToWire.rules(refuse.broken()),
              fingerprint);
    };
  }

  private static PolicyState state(String psp) {
    return new PolicyState(psp, "", PolicyMode.UNKNOWN.name(), null);
  }
}
