package dev.vireo.bus;

import dev.vireo.bus.backup.BackUpGuest;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupJobDefined;
import dev.vireo.bus.backup.BackupJobRemoved;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.DestinationChecked;
import dev.vireo.bus.backup.DestinationDefined;
import dev.vireo.bus.backup.DestinationReady;
import dev.vireo.bus.backup.DestinationRepaired;
import dev.vireo.bus.backup.DestinationSpaceLow;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.backup.FilesRestored;
import dev.vireo.bus.backup.GuestRestored;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.PruneHeldBack;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RehearsalsScheduled;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.CheckHostContainers;
import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDefined;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinitionRemoved;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.MigrateContainer;
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
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.TemplatesScanned;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.container.UnmapDistribution;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.inventory.RetireHost;
import dev.vireo.bus.inventory.TagHost;
import dev.vireo.bus.multipath.AddClaimRule;
import dev.vireo.bus.multipath.AddHostClaimRule;
import dev.vireo.bus.multipath.ApplyHostPlan;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.CheckHostStandards;
import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanHostPathPolicy;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.RemoveStandard;
import dev.vireo.bus.multipath.RollBackHostPlan;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.multipath.SetHostSatpDefault;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardRemoved;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every type of message there is, with the record that is its body. */
public final class Catalogue {

  private static final List<Class<? extends Message>> INVENTORY =
      List.of(
          RegisterHost.class,
          DiscoverHosts.class,
          ProbeHosts.class,
          ProbeHost.class,
          TagHost.class,
          RetireHost.class,
          dev.vireo.bus.inventory.RebuildProjections.class,
          HostRegistered.class,
          HostDiscovered.class,
          HostIdentified.class,
          HostUnreachable.class,
          HostRecovered.class,
          HostTagged.class,
          HostRetired.class);

  private static final List<Class<? extends Message>> MULTIPATH =
      List.of(
          ScanPaths.class,
          ScanHostPaths.class,
          PlanPathPolicy.class,
          PlanHostPathPolicy.class,
          ApplyPlan.class,
          ApplyHostPlan.class,
          RollBackPlan.class,
          RollBackHostPlan.class,
          SetSatpDefault.class,
          SetHostSatpDefault.class,
          AddClaimRule.class,
          AddHostClaimRule.class,
          DefineStandard.class,
          RemoveStandard.class,
          CheckStandards.class,
          CheckHostStandards.class,
          dev.vireo.bus.multipath.RebuildProjections.class,
          PathsScanned.class,
          HostPlanned.class,
          PlanReady.class,
          PolicyChanged.class,
          PolicyChangeFailed.class,
          PolicyUnchanged.class,
          ChangeRefused.class,
          SatpDefaultChanged.class,
          ClaimRuleChanged.class,
          PolicyDrifted.class,
          DriftEnded.class,
          PathStateChanged.class,
          PlanFinished.class,
          PlanRolledBack.class,
          StandardDefined.class,
          StandardRemoved.class);

  private static final List<Class<? extends Message>> CONTAINER =
      List.of(
          ScanTemplates.class,
          ScanHostTemplates.class,
          RenameTemplate.class,
          UndoRenameTemplate.class,
          ScanDistributions.class,
          ScanHostDistributions.class,
          MapDistribution.class,
          UnmapDistribution.class,
          ScanContainers.class,
          ScanHostContainers.class,
          CreateContainer.class,
          CreateHostContainer.class,
          StartContainer.class,
          StopContainer.class,
          RestartContainer.class,
          SetContainer.class,
          SnapshotContainer.class,
          CloneContainer.class,
          MigrateContainer.class,
          DestroyContainer.class,
          DefineContainer.class,
          RemoveDefinition.class,
          CheckContainers.class,
          CheckHostContainers.class,
          dev.vireo.bus.container.RebuildProjections.class,
          TemplateAccepted.class,
          TemplateRejected.class,
          TemplatesScanned.class,
          TemplateRenamed.class,
          DistributionsScanned.class,
          DistributionUnresolved.class,
          DistributionMapped.class,
          ContainerCreated.class,
          ContainerStarted.class,
          ContainerStopped.class,
          ContainerChanged.class,
          ContainerDestroyed.class,
          ContainerFailed.class,
          ContainerDefined.class,
          DefinitionRemoved.class,
          ContainerDrifted.class,
          ContainerDriftEnded.class,
          ContainersScanned.class);

  private static final List<Class<? extends Message>> BACKUP =
      List.of(
          DefineBackupDestination.class,
          DefineBackupJob.class,
          DiagnoseConnection.class,
          RemoveBackupJob.class,
          InitDestination.class,
          CheckDestination.class,
          RepairDestination.class,
          ImportDestination.class,
          RunBackup.class,
          CancelBackup.class,
          PruneRestorePoints.class,
          RestoreFiles.class,
          RehearseRestore.class,
          BackUpGuest.class,
          RestoreGuest.class,
          SweepBackupLeftovers.class,
          ScheduleRehearsals.class,
          SummariseBackups.class,
          dev.vireo.bus.backup.RebuildProjections.class,
          ConnectionDiagnosed.class,
          DestinationDefined.class,
          BackupJobDefined.class,
          BackupJobRemoved.class,
          DestinationReady.class,
          DestinationChecked.class,
          DestinationRepaired.class,
          DestinationSpaceLow.class,
          BackupStarted.class,
          BackupProgressed.class,
          BackupCompleted.class,
          BackupFailed.class,
          BackupMissed.class,
          RestorePointExpired.class,
          PruneHeldBack.class,
          RestorePointImported.class,
          RestorePointDamaged.class,
          FilesRestored.class,
          RehearsalsScheduled.class,
          BackupsSummarised.class,
          RestoreVerified.class,
          RestoreFailed.class,
          GuestRestored.class,
          BackupLeftoverRemoved.class);

  /** Types that every domain has. */
  private static final List<Class<? extends Message>> COMMON =
      List.of(
          CommandSucceeded.class,
          CommandFailed.class,
          CommandRejected.class,
          CommandProgressed.class);

  private static final Map<String, Entry> BY_TEXT = new LinkedHashMap<>();
  private static final Map<Class<?>, MessageType> BY_BODY = new LinkedHashMap<>();

  static {
    register(Domain.INVENTORY, INVENTORY);
    register(Domain.MULTIPATH, MULTIPATH);
    register(Domain.CONTAINER, CONTAINER);
    register(Domain.BACKUP, BACKUP);
  }

  private Catalogue() {}

  /**
   * A type and its body.
   *
   * @param type the type's name
   * @param body the record
   */
  public record Entry(MessageType type, Class<? extends Message> body) {

    /** Whether it is a wish and travels on the command topic. */
    public boolean isCommand() {
      return Command.class.isAssignableFrom(body);
    }

    /** The topic it travels on. */
    public String topic() {
      if (isCommand()) {
        return type.domain().commands();
      }
      return Tick.class.isAssignableFrom(body) ? type.domain().progress() : type.domain().events();
    }
  }

  private static void register(Domain domain, List<Class<? extends Message>> bodies) {
    for (Class<? extends Message> body : bodies) {
      MessageType type = new MessageType(domain, body.getSimpleName(), 1);
      BY_TEXT.put(type.text(), new Entry(type, body));
      BY_BODY.put(body, type);
    }
    for (Class<? extends Message> body : COMMON) {
      MessageType type = new MessageType(domain, body.getSimpleName(), 1);
      BY_TEXT.put(type.text(), new Entry(type, body));
    }
  }

  /** Every type, domain by domain, commands before events. */
  public static List<Entry> entries() {
    return List.copyOf(BY_TEXT.values());
  }

  /** The type of this name, if there is one. */
  public static Optional<Entry> find(String typeText) {
    return Optional.ofNullable(BY_TEXT.get(typeText));
  }

  /** The names of the commands a domain takes. */
  public static List<String> commandsOf(Domain domain) {
    return BY_TEXT.values().stream()
        .filter(entry -> entry.isCommand() && entry.type().domain() == domain)
        .map(entry -> entry.type().text())
        .toList();
  }

  /** The domains that have messages. */
  public static Set<Domain> domains() {
    return Set.of(Domain.INVENTORY, Domain.MULTIPATH, Domain.CONTAINER, Domain.BACKUP);
  }

  /** The type of a body that belongs to one domain. */
  public static MessageType typeOf(Message body) {
    return typeOf(body.getClass());
  }

  /** The type of messages whose body is of this class. */
  public static MessageType typeOf(Class<? extends Message> body) {
    MessageType type = BY_BODY.get(body);
    if (type == null) {
      throw new IllegalArgumentException(body + " has no type of its own");
    }
    return type;
  }

  /** The type of a body; outcomes and progress take the type of the domain they are said in. */
  public static MessageType typeOf(Message body, Domain domain) {
    MessageType type = BY_BODY.get(body.getClass());
    return type != null ? type : new MessageType(domain, body.getClass().getSimpleName(), 1);
  }
}
