package dev.vireo.container.command;

import dev.vireo.bus.Command;
import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.CheckHostContainers;
import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.RebuildProjections;
import dev.vireo.bus.container.RemoveDefinition;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.bus.container.ScanHostContainers;
import dev.vireo.bus.container.ScanHostDistributions;
import dev.vireo.bus.container.ScanHostTemplates;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.container.UnmapDistribution;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.service.Rebuild;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import dev.vireo.container.driver.ContainerHosts;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.Timeouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which handler takes which command, and what they stand on. */
@ApplicationScoped
class ContainerHandlers {

  @Produces
  @Singleton
  SshHosts ssh(CredentialProvider credentials) {
    return new SshHosts(credentials, SshOptions.DEFAULT.withAgentOf(System.getenv()));
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
      ContainerStore views,
      ViewPositions positions,
      Reservations reservations,
      Rebuild rebuild,
      @ConfigProperty(name = "vireo.known-hosts") Path knownHosts,
      @ConfigProperty(name = "vireo.containers.at-once", defaultValue = "4") int atOnce,
      @ConfigProperty(name = "vireo.containers.silence", defaultValue = "25m") Duration silence) {
    HostSelection selection = new HostSelection(directory);
    HostConnections connections = new HostConnections(knownHosts, Timeouts.DEFAULT);
    Reached reached =
        new Reached(
            selection,
            new ContainerHosts(ssh, connections::target, credentials, silence, Clock.systemUTC()));
    Inside inside = new StreamedLook();
    Turns turns = new Turns(reached, new HostSlots(atOnce));
    RenameTemplateHandler renames = new RenameTemplateHandler(reached, views, positions, inside);
    DistributionHandlers dists = new DistributionHandlers(reached, views, positions, inside);
    Starting starting = new Starting(dists);
    LifecycleHandlers life = new LifecycleHandlers(turns, starting, reservations);
    CopyHandler copies = new CopyHandler(turns, reservations, views);
    MoveHandler moves = new MoveHandler(turns, starting, selection, reached, views);
    ScanHandlers scans = new ScanHandlers(reached, selection, views, positions);
    return new Handlers()
        .on(
            ScanTemplates.class,
            new FleetHandler<>(
                selection,
                "scanning templates",
                ScanTemplates::select,
                (c, host) -> new ScanHostTemplates(host, c.namesOnly(), c.rule()),
                List.of("accepted", "rejected")))
        .on(ScanHostTemplates.class, checked(new ScanHostTemplatesHandler(reached, inside)))
        .on(RenameTemplate.class, checked(renames::rename))
        .on(UndoRenameTemplate.class, checked(renames::undo))
        .on(
            ScanDistributions.class,
            new FleetHandler<>(
                selection,
                "reading distributions",
                ScanDistributions::select,
                (c, host) -> new ScanHostDistributions(host),
                List.of("configs", "unresolved")))
        .on(ScanHostDistributions.class, checked(dists::scan))
        .on(MapDistribution.class, checked(dists::map))
        .on(UnmapDistribution.class, checked(dists::unmap))
        .on(
            ScanContainers.class,
            new FleetHandler<>(
                selection,
                "scanning containers",
                ScanContainers::select,
                (c, host) -> new ScanHostContainers(host),
                List.of("containers", "running")))
        .on(ScanHostContainers.class, checked(scans::scan))
        .on(
            CreateContainer.class,
            checked(
                new CreateContainerHandler(selection, new Survey(reached), reservations, views)))
        .on(
            CreateHostContainer.class,
            checked(new CreateHostContainerHandler(turns, starting, reservations)))
        .on(StartContainer.class, checked(life::start))
        .on(StopContainer.class, checked(life::stop))
        .on(RestartContainer.class, checked(life::restart))
        .on(SetContainer.class, checked(life::set))
        .on(SnapshotContainer.class, checked(life::snapshot))
        .on(CloneContainer.class, checked(copies::clone))
        .on(MigrateContainer.class, checked(moves::migrate))
        .on(DestroyContainer.class, checked(life::destroy))
        .on(DefineContainer.class, checked(scans::define))
        .on(RemoveDefinition.class, checked(scans::remove))
        .on(
            CheckContainers.class,
            new FleetHandler<>(
                selection,
                "checking containers",
                CheckContainers::select,
                (c, host) -> new CheckHostContainers(host),
                List.of("drifted", "enforced")))
        .on(CheckHostContainers.class, checked(scans::check))
        .on(RebuildProjections.class, rebuild);
  }

  /** A value that fits no grammar rejects the command. */
  private static <C extends Command> CommandHandler<C> checked(CommandHandler<C> handler) {
    return handling -> {
      try {
        return handler.handle(handling);
      } catch (MalformedValue e) {
        return Result.rejected(e.field(), String.valueOf(e.getMessage()));
      }
    };
  }
}
