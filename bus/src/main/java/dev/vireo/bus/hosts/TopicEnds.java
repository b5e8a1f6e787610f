package dev.vireo.bus.hosts;

import dev.vireo.bus.kit.BusUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where partitions end. It asks through a connection of its own: a broker answers one connection's
 * requests one after another, and a consumer's is busy for half a second with each fetch that finds
 * nothing.
 */
final class TopicEnds implements AutoCloseable {

  /** What is asked for when the question that is under way is answered. */
  private record Question(
      Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> ends) {}

  private final Admin admin;
  private CompletableFuture<Map<TopicPartition, Long>> underWay =
      CompletableFuture.completedFuture(Map.of());
  private @Nullable Question next;

  TopicEnds(Map<String, String> kafka, String clientId) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put("client.id", clientId);
    this.admin = Admin.create(properties);
  }

  /**
   * The offset behind the last record that is committed, of each of these.
   *
   * @throws BusUnavailable if there is no answer within {@code atMost}
   */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, Duration atMost)
      throws InterruptedException {
    try {
      return ask(Set.copyOf(partitions)).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BusUnavailable(
          "asking where " + partitions + " end",
          e instanceof ExecutionException ? e.getCause() : e);
    } catch (KafkaException | IllegalStateException e) {
      throw new BusUnavailable("asking where " + partitions + " end", e);
    }
  }

  /**
   * An answer to a question that is asked after this call. Those who come while one is under way
   * share the next: the commands to a fleet, which come together, cost a few questions.
   */
  private synchronized CompletableFuture<Map<TopicPartition, Long>> ask(
      Set<TopicPartition> partitions) {
    if (next != null && next.partitions().equals(partitions)) {
      return next.ends();
    }
    if (underWay.isDone()) {
      underWay = begin(partitions);
      return underWay;
    }
    Question waiting = new Question(partitions, new CompletableFuture<>());
    next = waiting;
    var unused = underWay.whenComplete((ends, failure) -> begin(waiting));
    return waiting.ends();
  }

  private synchronized void begin(Question waiting) {
    if (waiting.equals(next)) {
      next = null;
    }
    underWay = waiting.ends();
    try {
      var unused =
          begin(waiting.partitions())
              .whenComplete(
                  (ends, failure) -> {
                    if (failure == null) {
                      waiting.ends().complete(ends);
                    } else {
                      waiting.ends().completeExceptionally(failure);
                    }
                  });
    } catch (KafkaException | IllegalStateException e) {
      waiting.ends().completeExceptionally(e);
    }
  }

  private CompletableFuture<Map<TopicPartition, Long>> begin(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    return admin
        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(
            infos -> {
              Map<TopicPartition, Long> ends = new HashMap<>();
              infos.forEach((partition, info) -> ends.put(partition, info.offset()));
              return Map.copyOf(ends);
            });
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
