package dev.vireo.bus.service;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.JDBCException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the service's {@link Views} from its event topic.
 *
 * <p>The position is kept in {@code view_position}, in the transaction that writes the rows: an
 * event is applied exactly once, whatever Kafka delivers twice. A record beyond the position means
 * that the views were cleared; reading goes back to the position, or, where Kafka has deleted what
 * stood there, to the earliest event that is left.
 */
@ApplicationScoped
public class ViewFeed {

  private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);

  /** The channel, as it is configured. */
  static final String CHANNEL = "events";

  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  /** Data that cannot be (22), that breaks a constraint (23), that is beyond a limit (54). */
  private static final Set<String> FAULTS_OF_DATA = Set.of("22", "23", "54");

  private final ServiceDomain service;
  private final Views views;
  private final Mutiny.SessionFactory sessions;
  private final KafkaClientService clients;
  private final Vertx vertx;
  private final StoredPositions positions;

  ViewFeed(
      ServiceDomain service,
      Views views,
      Mutiny.SessionFactory sessions,
      KafkaClientService clients,
      Vertx vertx) {
    this.service = service;
    this.views = views;
    this.sessions = sessions;
    this.clients = clients;
    this.vertx = vertx;
    this.positions = new StoredPositions(service.domain().events());
  }

  /** Takes a batch as Kafka delivers it, with all its partitions. */
  @Incoming(CHANNEL)
  public Uni<Void> take(ConsumerRecords<byte[], byte[]> batch) {
    // Positions are locked in one order, whoever takes which partitions.
    Map<Integer, Slice> slices = new TreeMap<>();
    for (TopicPartition partition : batch.partitions()) {
      slices.put(partition.partition(), new Slice(partition, batch.records(partition)));
    }
    return take(List.copyOf(slices.values()));
  }

  /** Records of one partition, in order. */
  private record Slice(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {

    long first() {
      return records.getFirst().offset();
    }

    /** Where reading goes on after it. */
    long end() {
      return records.getLast().offset() + 1;
    }

    Slice from(long next) {
      return new Slice(partition, records.stream().filter(r -> r.offset() >= next).toList());
    }

    boolean isEmpty() {
      return records.isEmpty();
    }
  }

  private Uni<Void> take(List<Slice> slices) {
    return inOneTransaction(slices)
        .onFailure(ViewFeed::noRowCanHoldIt)
        .recoverWithUni(
            () -> slices.size() > 1 ? oneAfterAnother(slices) : oneByOne(slices.getFirst()))
        .onFailure()
        .invoke(
            e ->
                LOG.warn(
                    "views of {} at {}: {}",
                    service.domain().word(),
                    slices.stream().map(Slice::partition).toList(),
                    e.toString()))
        .onFailure()
        .retry()
        .withBackOff(java.time.Duration.ofMillis(200), java.time.Duration.ofSeconds(10))
        .indefinitely();
  }

  /** Finds the partition whose event spoils the batch. */
  private Uni<Void> oneAfterAnother(List<Slice> slices) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Slice slice : slices) {
      all = all.chain(() -> take(List.of(slice)));
    }
    return all;
  }

  private Uni<Void> inOneTransaction(List<Slice> slices) {
    return inTransaction(
            (session, transaction) ->
                positions
                    .of(session, slices.stream().map(Slice::partition).toList())
                    .chain(next -> apply(session, slices, next)))
        .chain(this::goBack);
  }

  /** Finds the event that spoils its batch, and passes over it alone. */
  private Uni<Void> oneByOne(Slice slice) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (ConsumerRecord<byte[], byte[]> record : slice.records()) {
      all =
          all.chain(() -> inOneTransaction(List.of(new Slice(slice.partition(), List.of(record)))))
              .onFailure(ViewFeed::noRowCanHoldIt)
              .recoverWithUni(why -> passOver(slice.partition(), record, why));
    }
    return all;
  }

  private Uni<Void> passOver(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record, Throwable why) {
    LOG.error(
        "event {} of {} is passed over, since no row can hold it: {}",
        record.offset(),
        partition,
        why.toString());
    return inTransaction(
        (session, transaction) ->
            positions
                .of(session, partition)
                .chain(
                    next ->
                        next == record.offset()
                            ? positions.moveTo(session, Map.of(partition, next + 1))
                            : Uni.createFrom().voidItem()));
  }

  /**
   * Whether it is the event's fault and will be so for ever: data out of range or too long for an
   * index, by PostgreSQL's classes of errors.
   */
  private static boolean noRowCanHoldIt(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof JDBCException refused && refused.getSQLState() != null) {
        return FAULTS_OF_DATA.contains(refused.getSQLState().substring(0, 2));
      }
    }
    return false;
  }

  /**
   * Runs in a transaction, on a context of its own: after a retry, or after Kafka's thread was
   * asked something, the caller has none on which the database could be asked.
   */
  private <T> Uni<T> inTransaction(
      BiFunction<Mutiny.StatelessSession, Mutiny.Transaction, Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            asker -> {
              Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(
                  begin ->
                      sessions
                          .withStatelessTransaction(work)
                          .subscribe()
                          .with(asker::complete, asker::fail));
            });
  }

  /**
   * Applies what is new, and moves the positions on.
   *
   * @return where reading must go back to, for partitions that must; nothing of these was applied
   */
  private Uni<Map<TopicPartition, Long>> apply(
      Mutiny.StatelessSession session, List<Slice> slices, Map<TopicPartition, Long> stood) {
    Map<TopicPartition, Long> missed = new HashMap<>();
    Map<TopicPartition, Long> moved = new TreeMap<>(BY_NUMBER);
    List<Envelope<? extends Event>> events = new ArrayList<>();
    for (Slice slice : slices) {
      long next = stood.getOrDefault(slice.partition(), 0L);
      Slice fresh = slice.from(next);
      if (fresh.isEmpty()) {
        continue;
      }
      if (fresh.first() > next) {
        missed.put(slice.partition(), next);
        continue;
      }
      fresh.records().forEach(record -> read(record).ifPresent(events::add));
      moved.put(slice.partition(), fresh.end());
    }
    if (moved.isEmpty()) {
      return Uni.createFrom().item(missed);
    }
    return views
        .apply(session, events)
        .chain(() -> positions.moveTo(session, moved))
        .replaceWith(missed);
  }

  private Optional<Envelope<? extends Event>> read(ConsumerRecord<byte[], byte[]> record) {
    return switch (RecordReader.readEvent(record, service.domain())) {
      case Received.Understood good -> Optional.of(good.event());
      case Received.NotUnderstood bad -> {
        LOG.warn("event {} of type '{}' is passed over: {}", bad.id(), bad.type(), bad.reason());
        yield Optional.empty();
      }
    };
  }

  private Uni<Void> goBack(Map<TopicPartition, Long> missed) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Map.Entry<TopicPartition, Long> each : missed.entrySet()) {
      all = all.chain(() -> goBack(each.getKey(), each.getValue()));
    }
    return all;
  }

  private Uni<Void> goBack(TopicPartition partition, long next) {
    return consumer()
        .runOnPollingThread(
            c -> {
              return c.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            })
        .chain(
            earliest -> {
              if (earliest > next) {
                return passOverLost(partition, earliest)
                    .chain(() -> readFrom(Map.of(partition, earliest)));
              }
              LOG.info("reading {} again from {}", partition, next);
              return readFrom(Map.of(partition, next));
            });
  }

  /**
   * Moves the position on to the earliest event there is, where those that stood at it are gone;
   * says so once.
   */
  Uni<Void> passOverLost(TopicPartition partition, long earliest) {
    return inTransaction(
            (session, transaction) ->
                positions
                    .of(session, partition)
                    .chain(
                        next ->
                            next < earliest
                                ? positions
                                    .moveTo(session, Map.of(partition, earliest))
                                    .replaceWith(next)
                                : Uni.createFrom().item(next)))
        .invoke(
            next -> {
              if (next < earliest) {
                LOG.error(
                    "the views lack the events {} to {} of {}, which Kafka has deleted: {}",
                    next,
                    earliest - 1,
                    partition,
                    LostEvents.text(List.of(new LostEvents(partition, earliest))));
              }
            })
        .replaceWithVoid();
  }

  /** Removes all rows and reads everything again. {@link ViewPositions} tells when that is done. */
  public Uni<Void> rebuild() {
    return inTransaction(
            (session, transaction) ->
                positions
                    .lockAll(session)
                    .chain(() -> views.clear(session))
                    .chain(() -> positions.reset(session)))
        .chain(this::readAgain);
  }

  /** Reads from the beginning what this process reads. */
  private Uni<Void> readAgain() {
    return consumer()
        .runOnPollingThread(
            c -> {
              c.seekToBeginning(c.assignment());
            });
  }

  /** Reads on from these positions; partitions that are not read here are passed over. */
  Uni<Void> readFrom(Map<TopicPartition, Long> positions) {
    return consumer()
        .runOnPollingThread(
            c -> {
              for (TopicPartition partition : c.assignment()) {
                Long next = positions.get(partition);
                if (next != null) {
                  c.seek(partition, next);
                }
              }
            });
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return clients.getConsumer(CHANNEL);
  }
}
