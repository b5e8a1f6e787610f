package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.inventory.RebuildProjections;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.inventory.RetireHost;
import dev.vireo.bus.inventory.TagHost;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.service.Rebuild;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.Timeouts;
import dev.vireo.hypervisor.vsphere.VCenters;
import dev.vireo.inventory.discovery.Knocking;
import dev.vireo.inventory.probe.HostProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which handler takes which command, and what they stand on. */
@ApplicationScoped
class InventoryHandlers {

  /** A probe asks for a few lines: what takes longer hangs. */
  private static final Timeouts PROBE =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  /** Connections are kept for less than the time between two probes, so that each logs in. */
  @Produces
  @Singleton
  SshHosts ssh(
      CredentialProvider credentials,
      @ConfigProperty(name = "vireo.ssh.keep-idle") Duration keepIdle) {
    return new SshHosts(
        credentials, SshOptions.DEFAULT.withAgentOf(System.getenv()).keepingIdle(keepIdle));
  }

  void close(@Disposes SshHosts ssh) {
    ssh.close();
  }

  @Produces
  @Singleton
  Handlers handlers(
      HostDirectory directory,
      SshHosts ssh,
      CredentialProvider credentials,
      Rebuild rebuild,
      @ConfigProperty(name = "vireo.known-hosts") Path knownHosts,
      @ConfigProperty(name = "vireo.probe.every") String every,
      @ConfigProperty(name = "vireo.probe.parallelism") int parallelism) {
    HostSelection selection = new HostSelection(directory);
    Registry registry = new Registry(directory);
    Watch watch = new Watch(registry, new HostProbe(ssh, new HostConnections(knownHosts, PROBE)));
    Sweep sweep =
        new Sweep(registry, watch, parallelism, ProbeSchedule.interval(every), Clock.systemUTC());
    Knocking knocking = new Knocking(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new Handlers()
        .on(RegisterHost.class, new RegisterHostHandler(registry, watch))
        .on(
            DiscoverHosts.class,
            new DiscoverHostsHandler(registry, knocking, new VCenters(credentials)))
        .on(ProbeHosts.class, new ProbeHostsHandler(selection, sweep))
        .on(ProbeHost.class, new ProbeHostHandler(selection, watch))
        .on(TagHost.class, new TagHostHandler(selection, registry))
        .on(RetireHost.class, new RetireHostHandler(selection, registry))
        .on(RebuildProjections.class, rebuild);
  }
}
