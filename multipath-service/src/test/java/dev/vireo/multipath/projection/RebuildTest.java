package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.service.ViewFeed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class RebuildTest {

  @Inject ViewFeed feed;
  @Inject Told told;
  @Inject DataSource database;

  @Test
  void views_that_are_dropped_and_replayed_are_the_same() throws Throwable {
    told.say(EventMix.of(21, "replayed", 2_000));
    rebuild();
    Map<String, List<String>> before = Rows.all(database);
    assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    rebuild();
    assertThat(Rows.all(database)).isEqualTo(before);
  }

  @Test
  void events_that_arrive_during_a_rebuild_are_neither_lost_nor_taken_twice() throws Throwable {
    List<Envelope<? extends Event>> events = EventMix.of(22, "meanwhile", 2_000);
    told.say(events.subList(0, 1_000));
    VertxContextSupport.subscribeAndAwait(feed::rebuild);
    told.say(events.subList(1_000, 2_000));
    told.shown();
    Map<String, List<String>> before = Rows.all(database);
    rebuild();
    assertThat(before).isEqualTo(Rows.all(database));
  }

  @Test
  void events_that_are_said_again_change_nothing() throws Throwable {
    List<Envelope<? extends Event>> events = EventMix.of(23, "again", 500);
    told.say(events);
    rebuild();
    Map<String, List<String>> before = Rows.all(database);
    told.say(events);
    told.shown();
    assertThat(Rows.all(database)).isEqualTo(before);
  }

  private void rebuild() throws Throwable {
    VertxContextSupport.subscribeAndAwait(feed::rebuild);
    told.shown();
  }
}
