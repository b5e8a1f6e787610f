package dev.vireo.container.command;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.command.Reservations.PoolExhausted;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies a container that does not run, under an id that no host has. */
final class CopyHandler {

  private final Turns turns;
  private final Reservations reservations;
  private final ContainerStore views;

  CopyHandler(Turns turns, Reservations reservations, ContainerStore views) {
    this.turns = turns;
    this.reservations = reservations;
    this.views = views;
  }

  Result clone(Handling<CloneContainer> handling) throws InterruptedException {
    CloneContainer c = handling.command();
    HostName hostname = HostName.parse("hostname", c.hostname());
    return turns.run(
        handling, c.host(), c.container(), ContainerWork.CLONE, turn -> clone(turn, c, hostname));
  }

  private Result clone(Turn turn, CloneContainer c, HostName hostname)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<SeenContainer> from = turn.seen();
    if (from.isEmpty()) {
      return LifecycleHandlers.notThere(turn);
    }
    if (LifecycleHandlers.runs(from.get())) {
      return Result.rejected(
          "container", "container " + turn.id() + " of " + c.host() + " runs; stop it first");
    }
    ContainerId to;
    try {
      to = idFor(turn, c);
    } catch (PoolExhausted e) {
      return Result.rejected("firstId", String.valueOf(e.getMessage()));
    }
    turn.intend("clone");
    if (turn.host().read().container(to).isEmpty()) {
      Transcript told = turn.tell(new Work.Copy(turn.id(), to, hostname));
      if (!told.ok()) {
        Optional<SeenContainer> half = turn.host().read().container(to);
        return turn.failed(
            told, from.get(), half.isPresent() ? "half a copy, container " + to : null);
      }
    }
    Optional<SeenContainer> copy = turn.host().read().container(to);
    if (copy.isEmpty() || !hostname.text().equals(copy.get().hostname())) {
      return turn.failed(
          Diagnosis.notVerified("the host lists no copy " + to + " called " + hostname),
          List.of(),
          from.get(),
          copy.isPresent() ? "container " + to : null);
    }
    turn.handling()
        .publish(
            new ContainerCreated(
                c.host(),
                to.text(),
                hostname.text(),
                ContainerOrigin.CLONE,
                turn.id().text(),
                copy.get().addresses(),
                turn.findings(),
                LifecycleHandlers.LISTING,
                template(turn, copy.get())));
    return Result.done(
        c.host() + ", container " + to + " is a copy of " + turn.id(),
        Fleet.figures("container", to));
  }

  /** What it is made of is what it was copied from was made of; not every host tells. */
  private @Nullable String template(Turn turn, SeenContainer copy) {
    String told = copy.template();
    return told != null
        ? told
        : views.templateOf(turn.host().name(), turn.id().text()).orElse(null);
  }

  private ContainerId idFor(Turn turn, CloneContainer c)
      throws PoolExhausted, UnreachableException, ScriptBrokenException, InterruptedException {
    List<SeenContainer> known = new ArrayList<>(views.allContainers());
    known.addAll(turn.host().read().containers());
    Integer first = c.firstId();
    int id =
        reservations
            .reserve(
                turn.handling().envelope().id(),
                List.of(c.host()),
                first == null ? ContainerId.FIRST : first,
                Ids.of(known),
                null,
                Set.of())
            .getFirst()
            .id();
    return new ContainerId(Integer.toString(id));
  }
}
