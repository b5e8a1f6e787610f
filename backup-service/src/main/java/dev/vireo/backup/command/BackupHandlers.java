package dev.vireo.backup.command;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.Command;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.service.Rebuild;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which handler takes which command, and what they stand on. */
@ApplicationScoped
class BackupHandlers {

  @Produces
  @Singleton
  Handlers handlers(HostDirectory directory, BackupStore store, Rebuild rebuild) {
    Definitions definitions = new Definitions(new HostSelection(directory), store);
    return new Handlers()
        .on(DefineBackupDestination.class, checked(definitions::destination))
        .on(DefineBackupJob.class, checked(definitions::job))
        .on(RemoveBackupJob.class, checked(definitions::removeJob))
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
