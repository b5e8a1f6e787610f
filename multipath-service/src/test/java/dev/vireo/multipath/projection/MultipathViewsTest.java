package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class MultipathViewsTest {

  @Inject MultipathViews views;
  @Inject Mutiny.SessionFactory sessions;
  @Inject DataSource database;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_same_events_give_the_same_rows_however_they_are_cut_into_batches(long seed)
      throws Throwable {
    List<Envelope<? extends Event>> events = EventMix.of(seed, "cut", 300);
    Map<String, List<String>> oneByOne = after(cut(events, new Random(seed), 1));
    assertThat(oneByOne.get("changes")).isNotEmpty();
    assertThat(after(List.of(events))).isEqualTo(oneByOne);
    assertThat(after(cut(events, new Random(seed), 50))).isEqualTo(oneByOne);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void keys_may_come_in_any_order_among_each_other(long seed) throws Throwable {
    List<Envelope<? extends Event>> events = EventMix.of(seed, "keys", 600);
    Map<String, List<Envelope<? extends Event>>> byKey = new LinkedHashMap<>();
    events.forEach(e -> byKey.computeIfAbsent(e.subject(), k -> new ArrayList<>()).add(e));
    List<List<Envelope<? extends Event>>> backwards = new ArrayList<>(byKey.values()).reversed();
    assertThat(after(backwards)).isEqualTo(after(List.of(events)));
  }

  private static List<List<Envelope<? extends Event>>> cut(
      List<Envelope<? extends Event>> events, Random random, int longest) {
    List<List<Envelope<? extends Event>>> batches = new ArrayList<>();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(longest));
      batches.add(events.subList(from, to));
      from = to;
    }
    return batches;
  }

  private Map<String, List<String>> after(List<List<Envelope<? extends Event>>> batches)
      throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () -> sessions.withStatelessTransaction((session, transaction) -> views.clear(session)));
    for (List<Envelope<? extends Event>> batch : batches) {
      VertxContextSupport.subscribeAndAwait(
          () ->
              sessions.withStatelessTransaction(
                  (session, transaction) -> views.apply(session, batch)));
    }
    return Rows.all(database);
  }
}
