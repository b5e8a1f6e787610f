package dev.vireo.bus.kit;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Command;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Journal.Arrival;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Journal.Standing;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What becomes of one record of a command topic: it is understood or put aside, done once, and
 * ended with exactly one outcome.
 *
 * <p>The outcome is decided in the journal before it is published, so that a run that comes after a
 * crash repeats what was decided instead of finding out anew, and perhaps otherwise, how it ended.
 */
public final class CommandRun {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Domain domain;
  private final Handlers handlers;
  private final Kit kit;
  private final MeterRegistry meters;
  private final DeadLetters deadLetters;

  /** A run of commands of {@code domain} by {@code handlers}. */
  public CommandRun(Domain domain, Handlers handlers, Kit kit, MeterRegistry meters) {
    this.domain = domain;
    this.handlers = handlers;
    this.kit = kit;
    this.meters = meters;
    this.deadLetters = new DeadLetters(domain, kit.publisher());
  }

  /**
   * Work to be done in a lane.
   *
   * @param lane what it must be in order with
   * @param shared whether others may be in that lane; what has a lane of its own may wait for other
   *     commands, and so must never be a reason not to read them
   * @param work the work; when it returns the record is finished
   */
  record Task(String lane, boolean shared, Work work) {}

  /** Work that can be interrupted, and is then begun anew by a later run. */
  @FunctionalInterface
  interface Work {

    /**
     * Does the work.
     *
     * @param stopped whether it was interrupted, whoever may have swallowed that since
     */
    void run(BooleanSupplier stopped) throws InterruptedException;
  }

  Task prepare(ConsumerRecord<byte[], byte[]> record) {
    return switch (RecordReader.readCommand(record, domain)) {
      case Received.NotUnderstood bad ->
          new Task(
              "unreadable " + record.partition(), true, stopped -> putAside(record, bad, stopped));
      case Received.Understood good -> {
        Envelope<? extends Command> envelope = good.command();
        String lane = envelope.data().lane();
        yield new Task(
            lane == null ? "command " + envelope.id() : lane,
            lane != null,
            stopped -> once(envelope, stopped));
      }
    };
  }

  /** A step on the way, which can be tried again. */
  @FunctionalInterface
  private interface Step<T> {

    /**
     * Takes the step.
     *
     * @param repeat whether it was tried before
     */
    T take(boolean repeat) throws InterruptedException;
  }

  /**
   * Kafka or the database being away is no fault of the command: it waits for them, and repeats no
   * more than the step that they kept it from. Nor is a defect of the kit itself a reason to lose
   * it.
   */
  private static <T> T again(BooleanSupplier stopped, Step<T> step) throws InterruptedException {
    Duration pause = Duration.ofMillis(100);
    boolean repeat = false;
    while (true) {
      try {
        return step.take(repeat);
      } catch (BusUnavailable e) {
        LOG.warn("{}; trying again in {} ms", e.getMessage(), pause.toMillis());
      } catch (RuntimeException | Error e) {
        LOG.error("a defect of the messaging kit; trying again in {} ms", pause.toMillis(), e);
      }
      if (stopped.getAsBoolean()) {
        throw new InterruptedException("stopped");
      }
      Thread.sleep(pause);
      repeat = true;
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /**
   * Each such record becomes a dead letter; its id gets the outcome, unless that is the id of a
   * command that has one.
   */
  private void putAside(
      ConsumerRecord<byte[], byte[]> record, Received.NotUnderstood bad, BooleanSupplier stopped)
      throws InterruptedException {
    LOG.warn(
        "command {} of type '{}' rejected: {}: {}",
        bad.id(),
        bad.type(),
        bad.field(),
        bad.reason());
    again(
        stopped,
        repeat -> {
          deadLetters.add(record, bad);
          return true;
        });
    Arrival arrival = Arrival.of(bad);
    switch (again(stopped, repeat -> kit.journal().begin(arrival))) {
      case Standing.Finished finished ->
          LOG.debug("{} is the id of a command that has its outcome", bad.id());
      case Standing.Decided decided -> end(arrival, decided.end(), stopped);
      case Standing.New fresh -> end(arrival, rejection(bad), stopped);
      case Standing.Unfinished begun -> end(arrival, rejection(bad), stopped);
    }
  }

  private static Result rejection(Received.NotUnderstood bad) {
    return Result.rejected(bad.field(), bad.reason());
  }

  private <C extends Command> void once(Envelope<C> envelope, BooleanSupplier stopped)
      throws InterruptedException {
    MDC.put("correlation", envelope.correlationId());
    MDC.put("command", envelope.id());
    MDC.put("about", envelope.subject());
    try {
      Arrival arrival = Arrival.of(envelope);
      Standing standing = again(stopped, repeat -> kit.journal().begin(arrival));
      kit.checkpoint().reached("after-journal-begin");
      switch (standing) {
        case Standing.Finished finished ->
            LOG.debug("{} {} was finished before", envelope.type(), envelope.id());
        case Standing.Decided decided -> end(arrival, decided.end(), stopped);
        case Standing.New fresh -> work(envelope, false, stopped);
        case Standing.Unfinished begun -> work(envelope, true, stopped);
      }
    } finally {
      MDC.clear();
    }
  }

  private <C extends Command> void work(
      Envelope<C> envelope, boolean begunBefore, BooleanSupplier stopped)
      throws InterruptedException {
    Timer.Sample sample = Timer.start(meters);
    Result result =
        again(
            stopped,
            repeat -> handle(new Handling<>(envelope, begunBefore || repeat, kit), stopped));
    if (result instanceof Result.Failed
        && (stopped.getAsBoolean() || Thread.currentThread().isInterrupted())) {
      // It failed because it was stopped here. Whoever takes it up again will see how it ends.
      throw new InterruptedException("stopped");
    }
    Ended ended = end(Arrival.of(envelope), result, stopped);
    sample.stop(
        meters.timer("vireo.commands", "type", envelope.type().name(), "outcome", ended.outcome()));
  }

  private <C extends Command> Result handle(Handling<C> handling, BooleanSupplier stopped)
      throws InterruptedException {
    Optional<CommandHandler<C>> handler = handlers.of(handling.command());
    if (handler.isEmpty()) {
      return Result.rejected("ce_type", "this service does not take " + handling.envelope().type());
    }
    try {
      Result result = handler.get().handle(handling);
      handling.flush();
      return result;
    } catch (BusUnavailable e) {
      throw e;
    } catch (InvalidMessage e) {
      handling.flush();
      return Result.rejected(e.field(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("stopped: " + e);
      }
      LOG.error("handling {} {} failed", handling.envelope().type(), handling.envelope().id(), e);
      return Result.failed(
          FailureReason.INTERNAL,
          "a defect of Vireo: "
              + e
              + "; the service's log has more under correlation "
              + handling.envelope().correlationId());
    }
  }

  private Ended end(Arrival command, Result result, BooleanSupplier stopped)
      throws InterruptedException {
    Ended ended = Endings.of(result);
    Ended decided = again(stopped, repeat -> kit.journal().decide(command.id(), ended));
    end(command, decided, stopped);
    return decided;
  }

  private void end(Arrival command, Ended ended, BooleanSupplier stopped)
      throws InterruptedException {
    kit.checkpoint().reached("before-outcome");
    again(
        stopped,
        repeat -> {
          Refused.orAcknowledged(
              "publishing the outcome of command " + command.id(),
              kit.publisher().send(event(command, Endings.outcome(command, ended))));
          return true;
        });
    kit.checkpoint().reached("after-outcome");
    again(
        stopped,
        repeat -> {
          kit.journal().finish(command.id());
          return true;
        });
    kit.finished().tell(command.id(), ended);
    kit.checkpoint().reached("after-journal-finish");
    LOG.info("{} of {}: {} {}", command.type(), command.about(), ended.outcome(), ended.message());
  }

  /** The same outcome has the same id in each run, as with {@link Envelope#event}. */
  private Envelope<Outcome> event(Arrival command, Outcome outcome) {
    MessageType type = Catalogue.typeOf(outcome, domain);
    return new Envelope<>(
        DerivedId.of(command.id(), type.text() + '\n' + outcome.about() + '\n' + outcome.facet()),
        type,
        kit.source(),
        outcome.about(),
        kit.clock().instant(),
        command.correlation(),
        command.id(),
        command.actor(),
        outcome);
  }
}
