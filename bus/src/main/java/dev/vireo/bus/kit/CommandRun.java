package dev.vireo.bus.kit;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Journal.Standing;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What becomes of one record of a command topic: it is understood or put aside, done once, and
 * ended with exactly one outcome.
 */
public final class CommandRun {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Domain domain;
  private final Handlers handlers;
  private final Kit kit;
  private final MeterRegistry meters;

  /** A run of commands of {@code domain} by {@code handlers}. */
  public CommandRun(Domain domain, Handlers handlers, Kit kit, MeterRegistry meters) {
    this.domain = domain;
    this.handlers = handlers;
    this.kit = kit;
    this.meters = meters;
  }

  /**
   * Work to be done in a lane.
   *
   * @param lane what it must be in order with
   * @param run the work; it ends when the record is finished
   */
  record Task(String lane, Work run) {}

  /** Work that can be interrupted, and is then begun anew by a later run. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  Task prepare(ConsumerRecord<byte[], byte[]> record) {
    return switch (RecordReader.readCommand(record, domain)) {
      case Received.NotUnderstood bad ->
          new Task("unreadable " + record.partition(), () -> again(() -> putAside(record, bad)));
      case Received.Understood good -> {
        Envelope<? extends Command> envelope = good.command();
        String lane = envelope.data().lane();
        yield new Task(
            lane == null ? "command " + envelope.id() : lane, () -> again(() -> once(envelope)));
      }
    };
  }

  /** Kafka or the database being away is no fault of the command: it waits for them. */
  private void again(Work work) throws InterruptedException {
    Duration pause = Duration.ofMillis(100);
    while (true) {
      try {
        work.run();
        return;
      } catch (BusUnavailable e) {
        LOG.warn("{}; trying again in {} ms", e.getMessage(), pause.toMillis());
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  private void putAside(ConsumerRecord<byte[], byte[]> record, Received.NotUnderstood bad) {
    LOG.warn(
        "command {} of type '{}' rejected: {}: {}",
        bad.id(),
        bad.type(),
        bad.field(),
        bad.reason());
    ProducerRecord<byte[], byte[]> dead =
        new ProducerRecord<>(
            domain.deadLetters(), null, record.key(), record.value(), record.headers());
    dead.headers().add("vireo_field", bad.field().getBytes(StandardCharsets.UTF_8));
    dead.headers().add("vireo_reason", bad.reason().getBytes(StandardCharsets.UTF_8));
    dead.headers()
        .add(
            "vireo_origin",
            (record.topic() + "/" + record.partition() + "/" + record.offset())
                .getBytes(StandardCharsets.UTF_8));
    acknowledged(kit.publisher().send(dead));
    CommandRejected rejected =
        new CommandRejected(bad.id(), bad.type(), bad.about(), bad.field(), bad.reason());
    MessageType type = Catalogue.typeOf(rejected, domain);
    acknowledged(
        kit.publisher()
            .send(
                new Envelope<>(
                    dev.vireo.bus.DerivedId.of(bad.id(), type.text()),
                    type,
                    kit.source(),
                    bad.about(),
                    kit.clock().instant(),
                    bad.correlationId(),
                    bad.id(),
                    bad.actor(),
                    rejected)));
  }

  private <C extends Command> void once(Envelope<C> envelope) throws InterruptedException {
    MDC.put("correlation", envelope.correlationId());
    MDC.put("command", envelope.id());
    MDC.put("about", envelope.subject());
    try {
      Standing standing = kit.journal().begin(envelope);
      kit.checkpoint().reached("after-journal-begin");
      if (standing == Standing.FINISHED) {
        LOG.debug("{} {} was finished before", envelope.type(), envelope.id());
        return;
      }
      Timer.Sample sample = Timer.start(meters);
      Handling<C> handling = new Handling<>(envelope, standing == Standing.UNFINISHED, kit);
      Result result = handle(handling);
      handling.flush();
      Ended ended = end(envelope, result);
      sample.stop(
          meters.timer(
              "vireo.commands", "type", envelope.type().name(), "outcome", ended.outcome()));
    } finally {
      MDC.clear();
    }
  }

  private <C extends Command> Result handle(Handling<C> handling) throws InterruptedException {
    Optional<CommandHandler<C>> handler = handlers.of(handling.command());
    if (handler.isEmpty()) {
      return Result.rejected("ce_type", "this service does not take " + handling.envelope().type());
    }
    try {
      return handler.get().handle(handling);
    } catch (BusUnavailable e) {
      throw e;
    } catch (InvalidMessage e) {
      return Result.rejected(e.field(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("handling {} {} failed", handling.envelope().type(), handling.envelope().id(), e);
      return Result.failed(
          FailureReason.INTERNAL,
          "a defect of Vireo: "
              + e
              + "; the service's log has more under correlation "
              + handling.envelope().correlationId());
    }
  }

  private Ended end(Envelope<? extends Command> envelope, Result result) {
    Outcome outcome = outcome(envelope, result);
    kit.checkpoint().reached("before-outcome");
    acknowledged(
        kit.publisher().send(envelope.event(outcome, kit.source(), kit.clock().instant())));
    kit.checkpoint().reached("after-outcome");
    Ended ended = ended(result);
    kit.journal().finish(envelope.id(), ended);
    kit.checkpoint().reached("after-journal-finish");
    LOG.info(
        "{} of {}: {} {}",
        envelope.type().name(),
        envelope.subject(),
        ended.outcome(),
        ended.message());
    return ended;
  }

  private static Outcome outcome(Envelope<? extends Command> envelope, Result result) {
    String id = envelope.id();
    String type = envelope.type().text();
    String about = envelope.subject();
    return switch (result) {
      case Result.Done done ->
          new CommandSucceeded(id, type, about, done.summary(), done.figures());
      case Result.Failed failed ->
          new CommandFailed(id, type, about, failed.reason(), failed.message(), failed.figures());
      case Result.Rejected rejected ->
          new CommandRejected(id, type, about, rejected.field(), rejected.message());
    };
  }

  private static Ended ended(Result result) {
    return switch (result) {
      case Result.Done done -> new Ended("CommandSucceeded", null, done.summary(), done.figures());
      case Result.Failed failed ->
          new Ended("CommandFailed", failed.reason().name(), failed.message(), failed.figures());
      case Result.Rejected rejected ->
          new Ended("CommandRejected", rejected.field(), rejected.message(), Map.of());
    };
  }

  private static void acknowledged(java.util.concurrent.CompletableFuture<Void> sent) {
    try {
      sent.join();
    } catch (CompletionException e) {
      throw new BusUnavailable("publishing", e.getCause());
    }
  }
}
