package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.container.tool.Creation;
import dev.vireo.container.tool.HostReading;
import dev.vireo.container.tool.Settings;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one container, whole or not at all. Whether it is there is asked of the host: after a crash
 * or a lost connection it is waited for and not made a second time.
 */
final class CreateHostContainerHandler implements CommandHandler<CreateHostContainer> {

  private static final String CREATE = "create";
  private static final Duration WAIT_FOR_LOCK = Duration.ofMinutes(10);
  private static final Duration WAIT_FOR_HOST = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Turns turns;
  private final Starting starting;
  private final Reservations reservations;

  CreateHostContainerHandler(Turns turns, Starting starting, Reservations reservations) {
    this.turns = turns;
    this.starting = starting;
    this.reservations = reservations;
  }

  @Override
  public Result handle(Handling<CreateHostContainer> handling) throws InterruptedException {
    CreateHostContainer c = handling.command();
    Settings settings = FromWire.settings(c);
    TemplateFile.parse("template", c.template());
    return turns.run(
        handling, c.host(), c.container(), ContainerWork.CREATE, turn -> create(turn, c, settings));
  }

  private Result create(Turn turn, CreateHostContainer c, Settings settings)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<SeenContainer> seen = turn.begun(CREATE) ? whenUnlocked(turn) : turn.seen();
    if (seen.isPresent() && !turn.begun(CREATE)) {
      return turn.failed(
          new Diagnosis(
              FailureCause.ID_IN_USE,
              "the host has a container " + turn.id() + " already",
              Diagnosis.advice(FailureCause.ID_IN_USE, c.host(), turn.id())),
          List.of(),
          seen.get(),
          null);
    }
    ContainerHost.Told told;
    if (seen.isPresent() && !neverWhole(seen.get())) {
      // An earlier run made it: only what comes after that is left.
      told = turn.tellAndSee(new Work.Set(turn.id(), settings));
    } else {
      turn.intend(CREATE);
      told = told(turn, new Creation(turn.id(), c.template(), settings), settings);
    }
    return told.transcript().ok()
        ? verified(turn, c, told.seen())
        : halfMade(turn, c, told.transcript());
  }

  /** LXC keeps what is being made apart, and begins anew. */
  private static boolean neverWhole(SeenContainer seen) {
    return seen.state() == ContainerState.UNKNOWN && seen.hostname() == null;
  }

  /** Has the host make it; where the connection is lost, waits for the host and for what it did. */
  private static ContainerHost.Told told(Turn turn, Creation creation, Settings settings)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    try {
      return turn.tellAndSee(new Work.Create(creation));
    } catch (ScriptBrokenException e) {
      if (e.reason() != ScriptBrokenException.Reason.LOST) {
        throw e;
      }
      Optional<SeenContainer> seen = afterLoss(turn);
      if (seen.isEmpty() || neverWhole(seen.get())) {
        throw e;
      }
      return turn.tellAndSee(new Work.Set(turn.id(), settings));
    }
  }

  private static Optional<SeenContainer> afterLoss(Turn turn)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    long deadline = System.nanoTime() + WAIT_FOR_HOST.toNanos();
    while (true) {
      try {
        return whenUnlocked(turn);
      } catch (UnreachableException | ScriptBrokenException e) {
        if (System.nanoTime() - deadline > 0 || !turn.lease().renew()) {
          throw e;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }

  /** A tool that was cut off from us may still be at work. */
  private static Optional<SeenContainer> whenUnlocked(Turn turn)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    long deadline = System.nanoTime() + WAIT_FOR_LOCK.toNanos();
    while (turn.host().locked(turn.id()).isPresent() && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_AGAIN);
    }
    return turn.seen();
  }

  private Result halfMade(Turn turn, CreateHostContainer c, Transcript told)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    HostReading now = turn.host().read();
    Diagnosis why = why(turn, told, now);
    Optional<SeenContainer> seen = now.container(turn.id());
    if (seen.isEmpty()) {
      reservations.release(turn.id());
      return turn.failed(why, List.of(), null, null);
    }
    if (c.keepHalfMade()) {
      return turn.failed(why, List.of(), seen.get(), "container " + turn.id() + ", as was asked");
    }
    Transcript removed = turn.tell(new Work.Discard(turn.id()));
    Optional<SeenContainer> after = turn.seen();
    if (after.isEmpty()) {
      reservations.release(turn.id());
    }
    return turn.failed(
        why,
        List.of(),
        after.orElse(null),
        after.isEmpty() ? null : "container " + turn.id() + ": " + removed.said());
  }

  /** A tool whose helper was killed for want of room may end without a word. */
  private static Diagnosis why(Turn turn, Transcript told, HostReading now) {
    Diagnosis why = Diagnosis.of(told, turn.host().name(), turn.id());
    if (why.cause() == FailureCause.OTHER && now.freeDiskMiB().orElse(1) == 0) {
      return new Diagnosis(
          FailureCause.DISK_FULL,
          why.evidence() + "; the file system of its containers has less than 1 MiB left",
          Diagnosis.advice(FailureCause.DISK_FULL, turn.host().name(), turn.id()));
    }
    return why;
  }

  private Result verified(Turn turn, CreateHostContainer c, Optional<SeenContainer> seen)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> lacking = lacking(seen.orElse(null), c);
    if (lacking.isPresent()) {
      return turn.failed(
          Diagnosis.notVerified(lacking.get()),
          List.of(),
          seen.orElse(null),
          seen.isEmpty() ? null : "container " + turn.id());
    }
    turn.handling()
        .publish(
            new ContainerCreated(
                c.host(),
                turn.id().text(),
                c.hostname(),
                ContainerOrigin.TEMPLATE,
                c.template(),
                seen.orElseThrow().addresses(),
                turn.findings(),
                "a fresh listing of the host's containers",
                null));
    turn.handling().checkpoint("created");
    if (c.start()) {
      return starting.run(
          turn.as(ContainerWork.START),
          seen.orElseThrow(),
          null,
          FromWire.servers(c.nameservers()));
    }
    return Result.done(
        c.host() + ", container " + turn.id() + " is made",
        Fleet.figures("host", c.host(), "container", turn.id()));
  }

  private static Optional<String> lacking(@Nullable SeenContainer seen, CreateHostContainer c) {
    if (seen == null) {
      return Optional.of("the host does not list it");
    }
    if (!c.hostname().equals(seen.hostname())) {
      return Optional.of("its name is " + seen.hostname() + " and not " + c.hostname());
    }
    java.util.Set<String> has = Ids.addresses(List.of(seen));
    return c.addresses().stream()
        .map(a -> a.split("/", 2)[0])
        .filter(a -> !has.contains(a))
        .findFirst()
        .map(a -> "the host does not list its address " + a);
  }
}
