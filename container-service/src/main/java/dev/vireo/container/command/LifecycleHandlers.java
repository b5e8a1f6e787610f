package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.container.tool.Settings;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is done to containers that are there; each told, then seen in a fresh read. */
final class LifecycleHandlers {

  private static final Pattern SNAPSHOT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
  static final String LISTING = "a fresh listing of the host's containers";

  private final Turns turns;
  private final Starting starting;
  private final Reservations reservations;

  LifecycleHandlers(Turns turns, Starting starting, Reservations reservations) {
    this.turns = turns;
    this.starting = starting;
    this.reservations = reservations;
  }

  Result start(Handling<StartContainer> handling) throws InterruptedException {
    StartContainer c = handling.command();
    return turns.run(
        handling,
        c.host(),
        c.container(),
        ContainerWork.START,
        turn -> starting.run(turn, c.withinSeconds(), List.of()));
  }

  Result stop(Handling<StopContainer> handling) throws InterruptedException {
    StopContainer c = handling.command();
    return turns.run(
        handling, c.host(), c.container(), ContainerWork.STOP, turn -> stop(turn, c.kill()));
  }

  /** Stops it. Whether it had to be killed is the tool's own word. */
  private static Result stop(Turn turn, boolean kill)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<SeenContainer> before = turn.seen();
    if (before.isEmpty()) {
      return notThere(turn);
    }
    boolean ours = turn.begun("stop");
    if (!runs(before.get())) {
      if (ours) {
        publishStopped(turn, kill);
      }
      return Result.done(
          turn.host().name() + ", container " + turn.id() + (ours ? " is stopped" : " did not run"),
          Fleet.figures("already", !ours));
    }
    turn.intend("stop");
    Transcript told = turn.tell(new Work.Stop(turn.id(), kill));
    Optional<SeenContainer> now = turn.seen();
    if (now.isPresent() && runs(now.get())) {
      return told.ok()
          ? turn.failed(Diagnosis.notVerified("it runs still"), List.of(), now.get(), null)
          : turn.failed(told, now.get(), null);
    }
    publishStopped(turn, kill);
    return Result.done(
        turn.host().name() + ", container " + turn.id() + " is stopped",
        Fleet.figures("already", false));
  }

  private static void publishStopped(Turn turn, boolean kill) {
    boolean killed =
        turn.findings().stream()
            .anyMatch(f -> f.line().toLowerCase(java.util.Locale.ROOT).contains("killing"));
    turn.handling()
        .publish(
            new ContainerStopped(
                turn.host().name(), turn.id().text(), kill || killed, turn.findings(), LISTING));
  }

  Result restart(Handling<RestartContainer> handling) throws InterruptedException {
    RestartContainer c = handling.command();
    return turns.run(
        handling,
        c.host(),
        c.container(),
        ContainerWork.RESTART,
        turn -> {
          // After a crash in its start it is not stopped once more.
          if (!turn.begun("start")) {
            Result stopped = stop(turn, false);
            if (!(stopped instanceof Result.Done)) {
              return stopped;
            }
          }
          return starting.run(turn, c.withinSeconds(), List.of());
        });
  }

  Result set(Handling<SetContainer> handling) throws InterruptedException {
    SetContainer c = handling.command();
    Settings settings = FromWire.settings(c);
    return turns.run(
        handling,
        c.host(),
        c.container(),
        ContainerWork.SET,
        turn -> {
          Optional<SeenContainer> before = turn.seen();
          return before.isEmpty() ? notThere(turn) : set(turn, before.get(), settings, c);
        });
  }

  private static Result set(Turn turn, SeenContainer before, Settings settings, SetContainer c)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    turn.intend("set");
    Transcript told = turn.tell(new Work.Set(turn.id(), settings));
    SeenContainer now = turn.seen().orElse(before);
    if (!told.ok()) {
      return turn.failed(told, now, null);
    }
    if (told.command() == null) {
      return Result.rejected("(body)", "it says nothing that is to be changed");
    }
    Optional<String> lacking = Applied.lacking(settings, now);
    if (lacking.isPresent()) {
      return turn.failed(Diagnosis.notVerified(lacking.get()), List.of(), now, null);
    }
    List<ContainerChange> changes = Applied.changes(before, now, c);
    turn.handling()
        .publish(
            new ContainerChanged(
                turn.host().name(), turn.id().text(), changes, turn.findings(), LISTING));
    return Result.done(
        turn.host().name() + ", container " + turn.id() + ": settings changed: " + changes.size(),
        Fleet.figures("changed", changes.size()));
  }

  Result snapshot(Handling<SnapshotContainer> handling) throws InterruptedException {
    SnapshotContainer c = handling.command();
    if (!SNAPSHOT.matcher(c.snapshot()).matches()) {
      throw new MalformedValue(
          "snapshot", c.snapshot(), "a snapshot's name is a letter, then letters, digits, _ and -");
    }
    return turns.run(
        handling,
        c.host(),
        c.container(),
        ContainerWork.SNAPSHOT,
        turn -> {
          Optional<SeenContainer> before = turn.seen();
          if (before.isEmpty()) {
            return notThere(turn);
          }
          turn.intend("snapshot");
          Transcript told = turn.tell(new Work.Snapshot(turn.id(), c.snapshot()));
          if (!told.ok()) {
            return turn.failed(told, before.get(), null);
          }
          turn.handling()
              .publish(
                  new ContainerChanged(
                      c.host(),
                      c.container(),
                      List.of(new ContainerChange("snapshot", null, c.snapshot())),
                      turn.findings(),
                      String.valueOf(told.command())));
          return Result.done(c.host() + ", container " + turn.id() + ": a snapshot was taken");
        });
  }

  Result destroy(Handling<DestroyContainer> handling) throws InterruptedException {
    DestroyContainer c = handling.command();
    return turns.run(
        handling, c.host(), c.container(), ContainerWork.DESTROY, turn -> destroy(turn, c));
  }

  private Result destroy(Turn turn, DestroyContainer c)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<SeenContainer> before = turn.seen();
    if (before.isEmpty()) {
      if (!turn.begun("destroy")) {
        return notThere(turn);
      }
      return destroyed(turn, c.name());
    }
    String called = before.get().hostname();
    if (!c.name().equals(called == null ? turn.id().text() : called)) {
      return Result.rejected(
          "name",
          "container "
              + turn.id()
              + " of "
              + c.host()
              + " is called '"
              + (called == null ? turn.id().text() : called)
              + "' and not '"
              + c.name()
              + "'; nothing was destroyed");
    }
    if (runs(before.get())) {
      if (!c.stop()) {
        return Result.rejected(
            "stop", "container " + turn.id() + " of " + c.host() + " runs; stop it, or say stop");
      }
      turn.intend("stop-first");
      Transcript stopped = turn.tell(new Work.Stop(turn.id(), false));
      if (!stopped.ok()) {
        return turn.failed(stopped, turn.seen().orElse(null), null);
      }
    }
    turn.intend("destroy");
    Transcript told = turn.tell(new Work.Destroy(turn.id()));
    Optional<SeenContainer> now = turn.seen();
    if (now.isPresent()) {
      return told.ok()
          ? turn.failed(
              Diagnosis.notVerified("the host lists it still"), List.of(), now.get(), null)
          : turn.failed(told, now.get(), null);
    }
    return destroyed(turn, c.name());
  }

  private Result destroyed(Turn turn, String name) {
    turn.handling()
        .publish(
            new ContainerDestroyed(
                turn.host().name(), turn.id().text(), name, null, turn.findings(), LISTING));
    reservations.release(turn.id());
    return Result.done(turn.host().name() + ", container " + turn.id() + " is destroyed");
  }

  static boolean runs(SeenContainer container) {
    return container.state() == ContainerState.RUNNING;
  }

  static Result notThere(Turn turn) {
    return Result.rejected("container", turn.host().name() + " has no container " + turn.id());
  }
}
