package dev.vireo.bus.service;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The positions of the views in the table {@code view_position}: of each partition the offset of
 * the next event. All of it happens in the caller's transaction.
 *
 * @param topic whose partitions they are
 */
record StoredPositions(String topic) {

  /**
   * Waits for batches on their way and keeps others from starting. Whoever takes a batch locks a
   * position first and rows after; who clears must not take them the other way round.
   */
  private static final String ALONE = "lock table view_position in exclusive mode";

  /** Locks the positions in the order of their partitions, and makes those that are not there. */
  private static final String POSITIONS =
      """
      insert into view_position as p (topic, partition, next)
      select cast(?1 as text), number, 0 from unnest(cast(cast(?2 as text) as integer[])) as asked(number) order by number
      on conflict (topic, partition) do update set next = p.next
      returning partition, next
      """;

  private static final String MOVE =
      """
      update view_position p
         set next = moved.next
        from unnest(cast(cast(?2 as text) as integer[]), cast(cast(?3 as text) as bigint[])) as moved(partition, next)
       where p.topic = ?1 and p.partition = moved.partition
      """;

  /** The next offset, locked until the transaction ends; 0 for one that was never read. */
  Uni<Long> of(Mutiny.StatelessSession session, TopicPartition partition) {
    return of(session, List.of(partition)).map(next -> next.getOrDefault(partition, 0L));
  }

  /** The next offset of each, locked until the transaction ends; 0 for one that was never read. */
  Uni<Map<TopicPartition, Long>> of(
      Mutiny.StatelessSession session, List<TopicPartition> partitions) {
    return session
        .createNativeQuery(POSITIONS, Object[].class)
        .setParameter(1, topic)
        .setParameter(2, array(partitions.stream().map(TopicPartition::partition)))
        .getResultList()
        .map(
            rows -> {
              Map<TopicPartition, Long> next = new HashMap<>();
              for (Object[] row : rows) {
                next.put(
                    new TopicPartition(topic, ((Number) row[0]).intValue()),
                    ((Number) row[1]).longValue());
              }
              return next;
            });
  }

  /** Moves positions that are locked. */
  Uni<Void> moveTo(Mutiny.StatelessSession session, Map<TopicPartition, Long> next) {
    return session
        .createNativeQuery(MOVE)
        .setParameter(1, topic)
        .setParameter(2, array(next.keySet().stream().map(TopicPartition::partition)))
        .setParameter(3, array(next.values().stream()))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Waits until nobody else is at work, and keeps others from it until the transaction ends. */
  Uni<Void> lockAll(Mutiny.StatelessSession session) {
    return session.createNativeQuery(ALONE).executeUpdate().replaceWithVoid();
  }

  /** Lets everything be read again. */
  Uni<Void> reset(Mutiny.StatelessSession session) {
    return session
        .createNativeQuery("update view_position set next = 0")
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Numbers as PostgreSQL writes an array of them. */
  private static String array(Stream<? extends Number> numbers) {
    return numbers.map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
