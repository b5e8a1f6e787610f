package dev.vireo.multipath.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.ApplyHostPlan;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.multipath.command.EsxHosts.NotEsxException;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.esxcli.EsxcliSteps;
import dev.vireo.multipath.esxcli.Listing;
import dev.vireo.multipath.projection.PlanStore;
import java.time.Duration;
import java.util.Optional;

/** Does one host's part of a plan, whatever its kind, while it holds the host's storage paths. */
final class ApplyHostPlanHandler implements CommandHandler<ApplyHostPlan> {

  /** Longer than a lease, so that what a crash left behind has expired. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HostSelection selection;
  private final EsxHosts hosts;
  private final PlanStore plans;

  ApplyHostPlanHandler(HostSelection selection, EsxHosts hosts, PlanStore plans) {
    this.selection = selection;
    this.hosts = hosts;
    this.plans = plans;
  }

  @Override
  public Result handle(Handling<ApplyHostPlan> handling) throws InterruptedException {
    ApplyHostPlan command = handling.command();
    HostPlanned part =
        plans
            .hostPart(command.plan(), command.host())
            .orElseThrow(
                () ->
                    new InvalidMessage(
                        "plan", command.plan() + " says nothing of host " + command.host()));
    Host host = selection.one("host", command.host());
    Optional<Lease> lease = handling.lease(storageOf(host), PATIENCE);
    if (lease.isEmpty()) {
      return HostFailure.busy(host.name(), PATIENCE);
    }
    try (Lease held = lease.get()) {
      return switch (part.kind()) {
        case PATH_POLICY -> changePolicies(handling, part, host, held);
        case SATP_DEFAULT, CLAIM_RULE -> {
          EsxHosts.Read read = hosts.read(host);
          handling.checkpoint("after-read");
          Optional<UnreadListing> refused = read.refused();
          yield refused.isPresent()
              ? HostFailure.notGiven(host.name(), refused.get(), "apply the plan again")
              : new SatpChange(handling, part, held, read).apply();
        }
      };
    } catch (UnreachableException e) {
      return HostFailure.of(host.name(), e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(host.name(), e);
    } catch (NotEsxException e) {
      return HostFailure.of(host.name(), e);
    }
  }

  /** A plan's verdict on a device holds as long as its fingerprint does: that is what is read. */
  private Result changePolicies(
      Handling<ApplyHostPlan> handling, HostPlanned part, Host host, Lease held)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    EsxHosts.Read read = hosts.read(host, EsxcliSteps::readFingerprints);
    handling.checkpoint("after-read");
    Optional<UnreadListing> refused = read.refused().or(() -> noDevice(read, part));
    return refused.isPresent()
        ? HostFailure.notGiven(host.name(), refused.get(), "apply the plan again")
        : new PathPolicyChange(handling, part, held, read).run();
  }

  /** A host that shows none of its devices any more has told nothing of those of the plan. */
  private static Optional<UnreadListing> noDevice(EsxHosts.Read read, HostPlanned part) {
    return part.devices().isEmpty() || !read.storage().devices().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new UnreadListing(
                Listing.DEVICE_LIST.id(),
                "exit 0 and not one device; the plan found " + part.devices().size()));
  }

  /** The resource that whoever changes a host's storage paths must hold. */
  static String storageOf(Host host) {
    return host.name() + "/storage";
  }
}
