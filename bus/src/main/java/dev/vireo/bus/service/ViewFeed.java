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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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

  /**
   * Waits for batches on their way and keeps others from starting. Whoever takes a batch locks a
   * position first and rows after; who clears must not take them the other way round.
   */
  private static final String ALONE = "lock table view_position in exclusive mode";

  /** Data that cannot be (22), that breaks a constraint (23), that is beyond a limit (54). */
  private static final Set<String> FAULTS_OF_DATA = Set.of("22", "23", "54");

  private final ServiceDomain service;
  private final Views views;
  private final Mutiny.SessionFactory sessions;
  private final KafkaClientService clients;
  private final Vertx vertx;

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
  }

  /** Takes a batch as Kafka delivers it; partitions one after another. */
  @Incoming(CHANNEL)
  public Uni<Void> take(ConsumerRecords<byte[], byte[]> batch) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (TopicPartition partition : batch.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = batch.records(partition);
      all = all.chain(() -> take(partition, records));
    }
    return all;
  }

  private Uni<Void> take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    return inOneTransaction(partition, records)
        .onFailure(ViewFeed::noRowCanHoldIt)
        .recoverWithUni(() -> oneByOne(partition, records))
        .onFailure()
        .invoke(
            e ->
                LOG.warn("views of {} at {}: {}", service.domain().word(), partition, e.toString()))
        .onFailure()
        .retry()
        .withBackOff(java.time.Duration.ofMillis(200), java.time.Duration.ofSeconds(10))
        .indefinitely();
  }

  private Uni<Void> inOneTransaction(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    return inTransaction(
            (session, transaction) ->
                position(session, partition)
                    .chain(next -> apply(session, partition, records, next)))
        .chain(
            missed ->
                missed.isPresent()
                    ? goBack(partition, missed.getAsLong())
                    : Uni.createFrom().voidItem());
  }

  /** Finds the event that spoils its batch, and passes over it alone. */
  private Uni<Void> oneByOne(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      all =
          all.chain(() -> inOneTransaction(partition, List.of(record)))
              .onFailure(ViewFeed::noRowCanHoldIt)
              .recoverWithUni(why -> passOver(partition, record, why));
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
            position(session, partition)
                .chain(
                    next ->
                        next == record.offset()
                            ? moveTo(session, partition, next + 1)
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

  private static Uni<Long> position(Mutiny.StatelessSession session, TopicPartition partition) {
    return session
        .createNativeQuery(
            "insert into view_position as p (topic, partition, next) values (?1, ?2, 0)"
                + " on conflict (topic, partition) do update set next = p.next returning next",
            Long.class)
        .setParameter(1, partition.topic())
        .setParameter(2, partition.partition())
        .getSingleResult();
  }

  /** Where reading must go back to first, if it must; then nothing was applied. */
  private Uni<OptionalLong> apply(
      Mutiny.StatelessSession session,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      long next) {
    List<ConsumerRecord<byte[], byte[]>> fresh =
        records.stream().filter(r -> r.offset() >= next).toList();
    if (fresh.isEmpty()) {
      return Uni.createFrom().item(OptionalLong.empty());
    }
    if (fresh.getFirst().offset() > next) {
      return Uni.createFrom().item(OptionalLong.of(next));
    }
    List<Envelope<? extends Event>> events = new ArrayList<>(fresh.size());
    for (ConsumerRecord<byte[], byte[]> record : fresh) {
      switch (RecordReader.readEvent(record, service.domain())) {
        case Received.Understood good -> events.add(good.event());
        case Received.NotUnderstood bad ->
            LOG.warn(
                "event {} of type '{}' is passed over: {}", bad.id(), bad.type(), bad.reason());
      }
    }
    return views
        .apply(session, events)
        .chain(() -> moveTo(session, partition, fresh.getLast().offset() + 1))
        .replaceWith(OptionalLong.empty());
  }

  private static Uni<Void> moveTo(
      Mutiny.StatelessSession session, TopicPartition partition, long next) {
    return session
        .createNativeQuery("update view_position set next = ?1 where topic = ?2 and partition = ?3")
        .setParameter(1, next)
        .setParameter(2, partition.topic())
        .setParameter(3, partition.partition())
        .executeUpdate()
        .replaceWithVoid();
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
                position(session, partition)
                    .chain(
                        next ->
                            next < earliest
                                ? moveTo(session, partition, earliest).replaceWith(next)
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
                session
                    .createNativeQuery(ALONE)
                    .executeUpdate()
                    .chain(() -> views.clear(session))
                    .chain(
                        () ->
                            session
                                .createNativeQuery("update view_position set next = 0")
                                .executeUpdate()))
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
