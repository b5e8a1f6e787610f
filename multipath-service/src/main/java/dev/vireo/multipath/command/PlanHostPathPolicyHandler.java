package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanHostPathPolicy;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.HostPlan;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PathPolicyPlanner;
import dev.vireo.multipath.domain.PlanRequest;
import dev.vireo.multipath.domain.PolicyTarget;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.projection.PlanHosts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one host and says for each of its devices what a plan does with it; touches nothing. */
final class PlanHostPathPolicyHandler implements CommandHandler<PlanHostPathPolicy> {

  private final HostSelection selection;
  private final EsxHosts hosts;
  private final PlanHosts plans;
  private final Observation observation;

  PlanHostPathPolicyHandler(
      HostSelection selection, EsxHosts hosts, PlanHosts plans, Observation observation) {
    this.selection = selection;
    this.hosts = hosts;
    this.plans = plans;
    this.observation = observation;
  }

  @Override
  public Result handle(Handling<PlanHostPathPolicy> handling) throws InterruptedException {
    PlanHostPathPolicy command = handling.command();
    Host host = selection.one("host", command.host());
    try {
      HostStorage seen = hosts.read(host).storage();
      Optional<UnreadListing> lacking = Observation.lacking(seen);
      if (lacking.isPresent()) {
        return HostFailure.notGiven(host.name(), lacking.get(), "make a new plan");
      }
      observation.publish(handling, seen);
      HostPlan plan = PathPolicyPlanner.plan(request(handling, host, seen));
      List<PlannedDevice> devices =
          plan.devices().stream().map(v -> ToWire.planned(v, seen)).toList();
      handling.publish(
          new HostPlanned(
              command.plan(),
              PlanKind.PATH_POLICY,
              host.name(),
              command.satp(),
              command.psp(),
              command.roundRobin(),
              null,
              devices,
              command.overrides(),
              ToWire.unparsed(seen)));
      publishRefusals(handling, command.plan(), host.name(), devices);
      return counted(devices);
    } catch (UnreachableException e) {
      return HostFailure.of(host.name(), e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(host.name(), e);
    } catch (NotEsxException e) {
      return HostFailure.of(host.name(), e);
    }
  }

  private PlanRequest request(Handling<PlanHostPathPolicy> handling, Host host, HostStorage seen) {
    PlanHostPathPolicy command = handling.command();
    Set<SatpName> satps =
        command.satp() == null ? Set.of() : Set.of(SatpName.parse(command.satp()));
    return new PlanRequest(
        seen,
        host.tags(),
        new PolicyTarget.BySatp(satps, FromWire.goal(command.psp(), command.roundRobin())),
        command.devices().stream().map(DeviceId::parse).collect(Collectors.toSet()),
        FromWire.overrides(command.overrides(), handling.envelope().actor()),
        KnownModes.of(plans, host.name()));
  }

  /** Says each refusal as a fact of its own. */
  static void publishRefusals(
      Handling<?> handling, String plan, String host, List<PlannedDevice> devices) {
    devices.stream()
        .filter(d -> d.verdict() == Verdict.REFUSE)
        .forEach(d -> handling.publish(new ChangeRefused(plan, host, d.device(), d.rules())));
  }

  /** The part's outcome, with its figures. */
  static Result counted(List<PlannedDevice> devices) {
    return Result.done(
        "%d to change, %d refused, %d to stay"
            .formatted(
                count(devices, Verdict.CHANGE),
                count(devices, Verdict.REFUSE),
                count(devices, Verdict.KEEP)),
        Fleet.figures(
            "keep", count(devices, Verdict.KEEP),
            "change", count(devices, Verdict.CHANGE),
            "refuse", count(devices, Verdict.REFUSE)));
  }

  private static long count(List<PlannedDevice> devices, Verdict verdict) {
    return devices.stream().filter(d -> d.verdict() == verdict).count();
  }
}
