package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.Message;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.outcome.CommandProgressed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command being handled: what it says, and the only ways for its handler to tell the world.
 *
 * <p>What is published is on its way at once; {@link CommandLoop} waits for the acknowledgement of
 * all of it before it publishes the outcome. For one thread.
 *
 * @param <C> the command
 */
public final class Handling<C extends Command> {

  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Envelope<C> envelope;
  private final boolean resumed;
  private final Kit kit;
  private final List<CompletableFuture<Void>> sent = new ArrayList<>();

  Handling(Envelope<C> envelope, boolean resumed, Kit kit) {
    this.envelope = envelope;
    this.resumed = resumed;
    this.kit = kit;
  }

  /** What is asked. */
  public C command() {
    return envelope.data();
  }

  /** The command with its context. */
  public Envelope<C> envelope() {
    return envelope;
  }

  /** Whether an earlier run of this very command did not come to its end. */
  public boolean resumed() {
    return resumed;
  }

  /** An id that is the same in each run of this command. */
  public String idFor(String name) {
    return DerivedId.of(envelope.id(), name);
  }

  /** Says a fact. A repeat in a later run has the same id. */
  public void publish(Event event) {
    kit.checkpoint().reached("before-publish");
    send(envelope.event(event, kit.source(), kit.clock().instant()));
    if (kit.checkpoint() != Checkpoint.NONE) {
      flush();
      kit.checkpoint().reached("after-publish");
    }
  }

  /** Says how far it has come, to whoever is watching just now. */
  public void progress(int done, int total, int failed, String message) {
    send(
        envelope.event(
            new CommandProgressed(envelope.id(), envelope.subject(), done, total, failed, message),
            kit.source(),
            kit.clock().instant()));
  }

  /**
   * Waits until all that was published so far is acknowledged.
   *
   * @throws BusUnavailable if some of it was not, or if this thread is interrupted meanwhile, which
   *     it then still is
   */
  public void flush() {
    String doing = "publishing for command " + envelope.id();
    try {
      for (CompletableFuture<Void> each : sent) {
        Refused.orAcknowledged(doing, each);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusUnavailable(doing, e);
    }
    sent.clear();
  }

  /** What is acknowledged needs no waiting for: a long command ticks for hours. */
  private void send(Envelope<? extends Message> message) {
    sent.removeIf(each -> each.isDone() && !each.isCompletedExceptionally());
    sent.add(kit.publisher().send(message));
  }

  /** A point at which a crash must do no harm. */
  public void checkpoint(String point) {
    kit.checkpoint().reached(point);
  }

  /** Writes down what is about to be done to the world; durable when it returns. */
  public void intend(List<Journal.Intent> intents) {
    kit.journal().intend(envelope.id(), intents);
  }

  /** What earlier runs of this command, or this one, wrote down. */
  public Map<String, String> intents() {
    Map<String, String> byStep = new LinkedHashMap<>();
    kit.journal().intents(envelope.id()).forEach(i -> byStep.put(i.step(), i.text()));
    return byStep;
  }

  /**
   * Takes a resource for this command.
   *
   * @throws BusUnavailable where nobody can say who holds it. No lease, no change: the command
   *     waits, and whoever watches it is told so
   */
  public Optional<Leases.Lease> lease(String resource, Duration patience)
      throws InterruptedException {
    try {
      return kit.leases().acquire(resource, kit.instance() + " " + envelope.id(), patience);
    } catch (BusUnavailable e) {
      progress(0, 1, 0, "waits, since leases cannot be had: " + e.getMessage());
      throw e;
    }
  }

  /**
   * Puts commands that follow from this one on the bus. Their ids are derived, so that a repeat is
   * recognised, and there can be one of a type about each thing, or each facet of it.
   *
   * @return the commands by their ids, in order
   */
  public <D extends Command> Map<String, D> fanOut(List<D> commands) {
    Map<String, D> byId = new LinkedHashMap<>();
    for (D command : commands) {
      String type = command.getClass().getSimpleName();
      String facet = command.facet().isEmpty() ? "" : "\n" + command.facet();
      if (byId.put(idFor(type + "\n" + command.about() + facet), command) != null) {
        throw new IllegalArgumentException(
            "two " + type + " about " + (command.about() + " " + command.facet()).strip());
      }
    }
    byId.forEach(
        (id, command) -> send(envelope.child(id, command, kit.source(), kit.clock().instant())));
    flush();
    return byId;
  }

  /**
   * Waits until all of these commands have ended, however long the database may be away meanwhile.
   *
   * @param ids the ids {@link #fanOut} gave
   * @param onEnd told of each as it ends
   * @return how each ended
   */
  public Map<String, Ended> await(Set<String> ids, BiConsumer<String, Ended> onEnd)
      throws InterruptedException {
    Set<String> open = new LinkedHashSet<>(ids);
    Map<String, Ended> ended = new HashMap<>();
    // Watched before the journal is looked at, so that no end falls between the two.
    try (Finished.Watch watch = kit.finished().watch(ids)) {
      while (!open.isEmpty()) {
        note(endedOf(open), open, ended, onEnd);
        long looked = System.nanoTime();
        for (Duration left = LOOK_AGAIN;
            !open.isEmpty() && left.isPositive();
            left = LOOK_AGAIN.minusNanos(System.nanoTime() - looked)) {
          note(watch.next(left), open, ended, onEnd);
        }
      }
    }
    return ended;
  }

  private static void note(
      Map<String, Ended> news,
      Set<String> open,
      Map<String, Ended> ended,
      BiConsumer<String, Ended> onEnd) {
    news.forEach(
        (id, end) -> {
          if (open.remove(id)) {
            ended.put(id, end);
            onEnd.accept(id, end);
          }
        });
  }

  private Map<String, Ended> endedOf(Set<String> commands) {
    try {
      return kit.journal().ended(commands);
    } catch (BusUnavailable e) {
      LOG.warn("{}; looking again", e.getMessage());
      return Map.of();
    }
  }
}
