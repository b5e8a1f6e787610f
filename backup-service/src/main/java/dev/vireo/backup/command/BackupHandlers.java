package dev.vireo.backup.command;

import dev.vireo.backup.catalogue.Destinations;
import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.listing.Listings;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.report.SummaryMail;
import dev.vireo.backup.restic.Restic;
import dev.vireo.backup.restic.Workspace;
import dev.vireo.bus.Command;
import dev.vireo.bus.backup.BackUpGuest;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.service.Rebuild;
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
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which handler takes which command, and what they stand on. */
@ApplicationScoped
class BackupHandlers {

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
  Workspace workspace(@ConfigProperty(name = "vireo.state-dir") Path folder) {
    return new Workspace(folder);
  }

  @Produces
  @Singleton
  Listings listings(Workspace workspace) {
    return new Listings(workspace);
  }

  @Produces
  @Singleton
  Destinations destinations(
      Workspace workspace,
      CredentialProvider credentials,
      @ConfigProperty(name = "vireo.restic") String program,
      @ConfigProperty(name = "vireo.known-hosts") Path knownHosts) {
    return new Destinations(new Restic(program, workspace, credentials, knownHosts));
  }

  @Produces
  @Singleton
  Handlers handlers(
      HostDirectory directory,
      BackupStore store,
      Rebuild rebuild,
      SshHosts ssh,
      CredentialProvider credentials,
      Workspace workspace,
      Destinations destinations,
      Listings listings,
      SummaryMail mail,
      @ConfigProperty(name = "vireo.known-hosts") Path knownHosts,
      @ConfigProperty(name = "vireo.scripts-dir") Path scriptFolder,
      @ConfigProperty(name = "vireo.backup.per-host") int perHost,
      @ConfigProperty(name = "vireo.backup.at-once") int atOnce,
      @ConfigProperty(name = "vireo.backup.retry-pause") Duration retryPause) {
    HostSelection selection = new HostSelection(directory);
    Scripts scripts = new Scripts(scriptFolder.toAbsolutePath());
    Definitions definitions = new Definitions(selection, store, scripts);
    HostConnections connections = new HostConnections(knownHosts, Timeouts.DEFAULT);
    Hosts hosts = new Hosts(selection, ssh, connections);
    Places places = new Places(perHost, atOnce);
    Points points = new Points(listings);
    Leftovers leftovers = new Leftovers(hosts);
    RunBackupHandler runs =
        new RunBackupHandler(
            store,
            places,
            new Runs(),
            new OneBackup(store, destinations, workspace, hosts, points, leftovers),
            new Hooks(scripts, hosts),
            new GuestFleet(selection, hosts),
            retryPause);
    DestinationHandlers whole = new DestinationHandlers(store, destinations, places, points);
    RestoreHandlers restores = new RestoreHandlers(store, destinations, places, hosts, listings);
    GuestRestores guests = new GuestRestores(restores, hosts);
    return new Handlers()
        .on(InitDestination.class, checked(whole::init))
        .on(CheckDestination.class, checked(whole::check))
        .on(ImportDestination.class, checked(whole::importAll))
        .on(
            RepairDestination.class,
            checked(new RepairHandler(store, destinations, places, listings)))
        .on(RunBackup.class, checked(runs))
        .on(BackUpGuest.class, checked(runs::guest))
        .on(CancelBackup.class, checked(runs::cancel))
        .on(PruneRestorePoints.class, checked(new PruneHandler(store, destinations, places)))
        .on(RestoreFiles.class, checked(restores::restore))
        .on(RestoreGuest.class, checked(guests::restore))
        .on(RehearseRestore.class, checked(guests::rehearse))
        .on(SweepBackupLeftovers.class, checked(leftovers::sweep))
        .on(DefineBackupDestination.class, checked(definitions::destination))
        .on(DefineBackupJob.class, checked(definitions::job))
        .on(RemoveBackupJob.class, checked(definitions::removeJob))
        .on(ScheduleRehearsals.class, checked(definitions::rehearsals))
        .on(SummariseBackups.class, checked(new SummaryHandler(store, mail)))
        .on(
            DiagnoseConnection.class,
            checked(new DiagnoseHandler(selection, ssh, connections, credentials)))
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
