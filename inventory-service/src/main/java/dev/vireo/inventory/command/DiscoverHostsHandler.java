package dev.vireo.inventory.command;

import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.tls.CertificateTrust;
import dev.vireo.hypervisor.vsphere.VCenterTarget;
import dev.vireo.hypervisor.vsphere.VCenters;
import dev.vireo.hypervisor.vsphere.VSphereException;
import dev.vireo.inventory.discovery.Knock;
import dev.vireo.inventory.discovery.Knocking;
import dev.vireo.inventory.domain.Discovery;
import java.util.stream.Stream;

/**
 * Looks for hosts, reports each, and registers those that are not registered yet where an account
 * for them is given.
 */
final class DiscoverHostsHandler implements CommandHandler<DiscoverHosts> {

  private final Registry registry;
  private final Knocking knocking;
  private final VCenters vcenters;

  DiscoverHostsHandler(Registry registry, Knocking knocking, VCenters vcenters) {
    this.registry = registry;
    this.knocking = knocking;
    this.vcenters = vcenters;
  }

  @Override
  public Result handle(Handling<DiscoverHosts> handling) throws InterruptedException {
    Discovery discovery = Discovery.of(handling.command());
    registry.catchUp();
    Finds finds = new Finds(handling, discovery, registry.hosts().all());
    switch (discovery.where()) {
      case Discovery.Addresses list ->
          knock(handling, discovery, list.addresses().stream(), list.addresses().size(), finds);
      case Discovery.Network network ->
          knock(handling, discovery, network.addresses(), network.range().size(), finds);
      case Discovery.BehindVCenter behind -> {
        try {
          vcenters.hosts(target(behind)).hosts().forEach(h -> finds.add(h, behind.port()));
        } catch (UnreachableException e) {
          return Result.failed(FailureReason.UNREACHABLE, e.reason() + ": " + e.getMessage());
        } catch (VSphereException e) {
          return Result.failed(FailureReason.HOST_REFUSED, String.valueOf(e.getMessage()));
        }
      }
    }
    handling.flush();
    return finds.register();
  }

  private void knock(
      Handling<?> handling,
      Discovery discovery,
      Stream<HostAddress> addresses,
      int total,
      Finds finds)
      throws InterruptedException {
    int every = Math.max(1, total / 20);
    int[] done = new int[1];
    knocking.at(
        addresses,
        discovery.perSecond(),
        knock -> {
          switch (knock) {
            case Knock.Found found -> finds.add(found);
            case Knock.Nothing nothing -> finds.miss(nothing);
          }
          done[0]++;
          if (done[0] % every == 0 || done[0] == total) {
            handling.progress(
                done[0], total, 0, done[0] + " of " + total + " addresses tried, " + finds.count());
          }
        });
  }

  private static VCenterTarget target(Discovery.BehindVCenter behind) {
    String fingerprint = behind.vcenter().certificateSha256();
    return new VCenterTarget(
        behind.address(),
        behind.vcenter().user(),
        CredentialRef.parse(CredentialKind.PASSWORD, behind.vcenter().credential()),
        fingerprint == null
            ? new CertificateTrust.ByAuthority()
            : new CertificateTrust.Pinned(fingerprint));
  }
}
