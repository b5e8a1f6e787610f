package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.CheckHostStandards;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.bus.selector.Selector;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.Drift;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PathPolicyPlanner;
import dev.vireo.multipath.domain.PlanRequest;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.domain.PolicyTarget;
import dev.vireo.multipath.domain.Standard;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.projection.DriftView;
import dev.vireo.multipath.projection.HostViewStore;
import dev.vireo.multipath.projection.PlanHosts;
import dev.vireo.multipath.projection.StandardView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one host and says what departs from the standards, if that is news; where a standard is in
 * force it also says what would be changed.
 */
final class CheckHostStandardsHandler implements CommandHandler<CheckHostStandards> {

  private final HostSelection selection;
  private final EsxHosts hosts;
  private final HostViewStore views;
  private final PlanHosts plans;
  private final Observation observation;

  CheckHostStandardsHandler(
      HostSelection selection,
      EsxHosts hosts,
      HostViewStore views,
      PlanHosts plans,
      Observation observation) {
    this.selection = selection;
    this.hosts = hosts;
    this.views = views;
    this.plans = plans;
    this.observation = observation;
  }

  @Override
  public Result handle(Handling<CheckHostStandards> handling) throws InterruptedException {
    Host host = selection.one("host", handling.command().host());
    try {
      HostStorage seen = hosts.read(host).storage();
      Optional<UnreadListing> lacking = Observation.lacking(seen);
      if (lacking.isPresent()) {
        return HostFailure.notGiven(host.name(), lacking.get(), "check it again");
      }
      observation.publishNews(handling, seen);
      List<Standard> standards = standardsFor(host);
      int drifted = publishDrift(handling, host, seen, standards);
      List<PlannedDevice> planned = plan(handling, host, seen, standards);
      Map<String, String> figures = new LinkedHashMap<>(Observation.figures(seen));
      figures.put("drifted", Integer.toString(drifted));
      for (Verdict verdict : Verdict.values()) {
        figures.put(
            verdict.name().toLowerCase(java.util.Locale.ROOT),
            Long.toString(planned.stream().filter(d -> d.verdict() == verdict).count()));
      }
      return Result.done(drifted + " devices depart from a standard", figures);
    } catch (UnreachableException e) {
      return HostFailure.of(host.name(), e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(host.name(), e);
    } catch (NotEsxException e) {
      return HostFailure.of(host.name(), e);
    }
  }

  private List<Standard> standardsFor(Host host) {
    return views.standards().stream()
        .map(StandardView::standard)
        .filter(s -> Selector.parse(s.select()).matches(HostSelection.facts(host)))
        .map(FromWire::standard)
        .toList();
  }

  private int publishDrift(
      Handling<?> handling, Host host, HostStorage seen, List<Standard> standards) {
    List<Drift> now = Drift.between(standards, seen, host.tags());
    Map<String, String> known = new HashMap<>();
    List<PolicyDrifted> open = views.drifts(host.name()).stream().map(DriftView::drift).toList();
    open.forEach(d -> known.put(key(d.device(), d.standard()), d.reason()));
    Set<String> still = new HashSet<>();
    for (Drift drift : now) {
      String key = key(drift.device().value(), drift.standard().id());
      still.add(key);
      if (!drift.words().equals(known.get(key))) {
        seen.device(drift.device())
            .flatMap(Device::nmp)
            .ifPresent(
                nmp ->
                    handling.publish(
                        new PolicyDrifted(
                            host.name(),
                            drift.device().value(),
                            drift.standard().id(),
                            drift.standard().goal().words(),
                            ToWire.state(nmp, PolicyMode.UNKNOWN),
                            drift.words())));
      }
    }
    open.stream()
        .filter(d -> !still.contains(key(d.device(), d.standard())))
        .forEach(d -> handling.publish(new DriftEnded(host.name(), d.device(), d.standard())));
    return now.size();
  }

  private List<PlannedDevice> plan(
      Handling<?> handling, Host host, HostStorage seen, List<Standard> standards) {
    if (standards.stream().noneMatch(s -> s.mode() == Standard.Mode.ENFORCE)) {
      return List.of();
    }
    PlanRequest request =
        new PlanRequest(
            seen,
            host.tags(),
            new PolicyTarget.ByStandards(standards),
            Set.of(),
            List.of(),
            KnownModes.of(plans, host.name()));
    List<PlannedDevice> devices =
        PathPolicyPlanner.plan(request).devices().stream()
            .map(v -> ToWire.planned(v, seen))
            .toList();
    if (devices.stream().anyMatch(d -> d.verdict() == Verdict.CHANGE)) {
      String parent = handling.envelope().causationId();
      String plan = parent == null ? PlanId.of(handling) : PlanId.ofCommand(parent);
      handling.publish(
          new HostPlanned(
              plan,
              PlanKind.PATH_POLICY,
              host.name(),
              null,
              null,
              null,
              null,
              devices,
              List.of(),
              ToWire.unparsed(seen)));
    }
    return devices;
  }

  private static String key(String device, String standard) {
    return device + "\n" + standard;
  }
}
