package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.inventory.domain.Registration;
import java.util.List;
import java.util.Optional;

/**
 * Registers a host and probes it.
 *
 * <p>A host that does not answer is registered all the same: the schedule goes on looking for it.
 * The command then ends in {@code CommandFailed} with reason {@code UNREACHABLE}, so that whoever
 * gave it sees that something is left to do.
 */
final class RegisterHostHandler implements CommandHandler<RegisterHost> {

  private final Registry registry;
  private final Watch watch;

  RegisterHostHandler(Registry registry, Watch watch) {
    this.registry = registry;
    this.watch = watch;
  }

  @Override
  public Result handle(Handling<RegisterHost> handling) throws InterruptedException {
    Registration registration = Registration.of(handling.command());
    String name = registration.host().text();
    registry.holding(
        handling,
        List.of(Registry.entry(name), Registry.address(registration.connection().address())),
        () -> {
          registration.refuseSecondName(registry.hosts().all());
          Optional<HostRegistered> event =
              registration.event(registry.hosts().find(name).orElse(null));
          event.ifPresent(handling::publish);
          return event.isPresent();
        });
    registry.catchUp();
    Optional<Host> host = registry.hosts().find(name);
    if (host.isEmpty()) {
      return Result.failed(FailureReason.STALE, name + " was retired while it was registered");
    }
    return Sightings.result(
        name + " is registered; ", host.get(), watch.lookAndTell(handling, host.get()));
  }
}
