package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.multipath.RebuildProjections;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.service.BusReadiness;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.bus.service.ViewPositions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** The views of an events topic that somebody let expire. */
@QuarkusTest
@WithTestResource(OwnPlatform.class)
class LostEventsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Inject Told told;
  @Inject Publisher publisher;
  @Inject Journal journal;
  @Inject ViewPositions positions;
  @Inject KafkaClient kafka;
  @Inject @Readiness BusReadiness readiness;

  @Test
  void a_rebuild_goes_on_from_the_earliest_event_there_is_and_says_what_is_gone() throws Exception {
    told.of(EventMix.of(31, "lost", 600));
    Map<TopicPartition, Long> beginnings = deleteHalf();

    String id = UUID.randomUUID().toString();
    publisher
        .send(
            Envelope.first(
                id, new RebuildProjections("restored"), "/test", "ops@example.org", Instant.now()))
        .get(1, TimeUnit.MINUTES);
    Journal.Ended ended = await("the end of the rebuild", () -> endOf(id));

    assertThat(ended.reason()).isEqualTo(FailureReason.PARTLY_DONE.name());
    beginnings.forEach(
        (partition, beginning) ->
            assertThat(ended.message())
                .contains(
                    partition.topic()
                        + " partition "
                        + partition.partition()
                        + " can be read from offset "
                        + beginning
                        + " on"));
    assertThat(ended.message()).contains("retention.ms=-1").contains("backup");
    assertThat(await("the readiness that says so", this::lost)).contains("can be read from offset");

    told.of(EventMix.of(32, "afterwards", 200));
    Map<TopicPartition, Long> ends = positions.ends();
    ends.values().removeIf(end -> end == 0);
    assertThat(positions.read()).containsAllEntriesOf(ends);
  }

  /** Of each partition the first half of its events; all of the first one's. */
  private Map<TopicPartition, Long> deleteHalf() throws Exception {
    Map<TopicPartition, Long> before = new HashMap<>();
    positions.ends().forEach((partition, end) -> before.put(partition, (end + 1) / 2));
    before.values().removeIf(offset -> offset == 0);
    TopicPartition emptied =
        before.keySet().stream()
            .min(Comparator.comparingInt(TopicPartition::partition))
            .orElseThrow();
    before.put(emptied, positions.ends().get(emptied));
    Map<TopicPartition, RecordsToDelete> asked = new HashMap<>();
    before.forEach(
        (partition, offset) -> asked.put(partition, RecordsToDelete.beforeOffset(offset)));
    try (Admin admin = Admin.create(Map.copyOf(kafka.properties()))) {
      admin.deleteRecords(asked).all().get(1, TimeUnit.MINUTES);
    }
    return before;
  }

  private Optional<Journal.Ended> endOf(String id) {
    return Optional.ofNullable(journal.ended(List.of(id)).get(id));
  }

  private Optional<String> lost() {
    return readiness.call().getData().map(data -> data.get("lost")).map(String::valueOf);
  }

  private static <T> T await(String what, Supplier<Optional<T>> asked) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<T> answer = asked.get();
    while (answer.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("there was not " + what + " within " + PATIENCE);
      }
      Thread.sleep(50);
      answer = asked.get();
    }
    return answer.get();
  }
}
