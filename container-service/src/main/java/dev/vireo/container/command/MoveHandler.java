package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.ContainerHosts.NoContainersException;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.container.tool.ClusterMember;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a container to another host. Both are read afterwards, and one that ran counts as moved
 * only when it is up again over there.
 */
final class MoveHandler {

  private final Turns turns;
  private final Starting starting;
  private final HostSelection selection;
  private final Reached reached;
  private final ContainerStore views;

  MoveHandler(
      Turns turns,
      Starting starting,
      HostSelection selection,
      Reached reached,
      ContainerStore views) {
    this.turns = turns;
    this.starting = starting;
    this.selection = selection;
    this.reached = reached;
    this.views = views;
  }

  Result migrate(Handling<MigrateContainer> handling) throws InterruptedException {
    MigrateContainer c = handling.command();
    if (c.to().equals(c.host())) {
      throw new MalformedValue("to", c.to(), "a container moves to another host than its own");
    }
    HostAddress address = HostAddress.parse(selection.one("to", c.to()).connection().address());
    return turns.run(
        handling,
        c.host(),
        c.container(),
        ContainerWork.MIGRATE,
        turn -> {
          try {
            return migrate(turn, c, address);
          } catch (NoContainersException e) {
            return HostFailure.of(c.to(), e);
          }
        });
  }

  private Result migrate(Turn turn, MigrateContainer c, HostAddress address)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    Optional<SeenContainer> before = turn.seen();
    if (before.isEmpty() && !turn.begun("migrate")) {
      return LifecycleHandlers.notThere(turn);
    }
    ContainerHost destination = reached.reach(c.to());
    Optional<String> made = views.templateOf(c.host(), turn.id().text());
    if (before.isPresent()) {
      Optional<ClusterMember> from = turn.host().member();
      Optional<ClusterMember> to = destination.member();
      if (from.isPresent() && !from.get().sharesCluster(to)) {
        return turn.failed(notOfItsCluster(c, from.get(), to), List.of(), before.get(), null);
      }
      if (LifecycleHandlers.runs(before.get())) {
        turn.intend("ran");
      }
      turn.intend("migrate");
      Transcript told =
          turn.tell(new Work.Migrate(turn.id(), address, to.map(ClusterMember::node), c.online()));
      if (!told.ok()) {
        return turn.failed(told, turn.seen().orElse(null), null);
      }
    }
    Optional<SeenContainer> there = destination.read().container(turn.id());
    if (turn.seen().isPresent() || there.isEmpty()) {
      return turn.failed(
          Diagnosis.notVerified(
              there.isEmpty() ? c.to() + " does not list it" : c.host() + " lists it still"),
          List.of(),
          turn.seen().orElse(null),
          null);
    }
    publish(turn, c, there.get(), made.orElse(null));
    String moved = "container " + turn.id() + " moved from " + c.host() + " to " + c.to();
    if (!turn.begun("ran")) {
      return Result.done(moved);
    }
    Turn over = turn.at(destination, ContainerWork.START);
    // It was started over there by this command, if by another program: so it is told.
    over.intend("start");
    Result up = starting.run(over, null, List.of());
    return up instanceof Result.Done done
        ? Result.done(moved + "; " + done.summary(), done.figures())
        : up;
  }

  /**
   * Says where it is now.
   *
   * @param known what it was made of, for where the host does not tell
   */
  private static void publish(
      Turn turn, MigrateContainer c, SeenContainer there, @Nullable String known) {
    String name = there.hostname();
    String template = there.template();
    turn.handling()
        .publish(
            new ContainerDestroyed(
                c.host(),
                turn.id().text(),
                name,
                c.to(),
                turn.findings(),
                LifecycleHandlers.LISTING));
    turn.handling()
        .publish(
            new ContainerCreated(
                c.to(),
                turn.id().text(),
                name == null ? "" : name,
                ContainerOrigin.MIGRATION,
                c.host(),
                there.addresses(),
                List.of(),
                LifecycleHandlers.LISTING,
                template == null ? known : template));
  }

  private static Diagnosis notOfItsCluster(
      MigrateContainer c, ClusterMember from, Optional<ClusterMember> to) {
    return new Diagnosis(
        FailureCause.UNSUPPORTED,
        c.host()
            + " is "
            + from
            + ", and "
            + c.to()
            + " is "
            + to.map(ClusterMember::toString).orElse("of no cluster")
            + ": no member of its cluster",
        "Proxmox VE moves containers within a cluster only; take another member of "
            + (from.cluster().isEmpty() ? "one" : from.cluster())
            + ", or make the container anew over there");
  }
}
