package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.RebuildProjections;
import dev.vireo.bus.service.ViewFeed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class RebuildTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @Inject ViewFeed feed;
  @Inject Told told;
  @Inject DataSource database;
  @Inject Journal journal;
  @Inject Publisher publisher;

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

  @Test
  void a_rebuild_that_is_taken_up_again_waits_and_does_not_begin_anew() throws Throwable {
    told.of(EventMix.of(24, "once", 100));
    String id = UUID.randomUUID().toString();
    Envelope<RebuildProjections> command =
        Envelope.first(id, new RebuildProjections("again"), "/test", "ops@example.org", NOW);
    // What a run leaves behind that was stopped, or gave up waiting, after it had cleared the
    // views.
    journal.begin(
        new Journal.Arrival(id, command.type().text(), command.subject(), null, id, "ops"));
    journal.intend(id, List.of(new Journal.Intent("cleared", "the views")));
    try (Connection connection = database.getConnection();
        Statement delete = connection.createStatement()) {
      delete.execute("delete from readings");
    }
    publisher.send(command).get(1, TimeUnit.MINUTES);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (journal.ended(List.of(id)).isEmpty()) {
      assertThat(System.nanoTime()).as("the end of the rebuild").isLessThan(deadline);
      Thread.sleep(50);
    }

    assertThat(journal.ended(List.of(id)).values())
        .singleElement()
        .matches(Journal.Ended::succeeded);
    assertThat(Rows.all(database).get("readings")).as("nothing was replayed").isEmpty();
    rebuild();
    assertThat(Rows.all(database).get("readings")).isNotEmpty();
  }

  @Test
  void an_event_that_no_row_can_hold_is_passed_over_and_keeps_nothing_back() throws Throwable {
    PathsScanned impossible =
        new PathsScanned(
            "impossible-esx-1", "ESX", Instant.MAX, List.of(), List.of(), List.of(), List.of());
    PathsScanned next =
        new PathsScanned(
            "impossible-esx-1", "ESXi", NOW, List.of(), List.of(), List.of(), List.of());
    told.say(List.of(said("impossible-1", impossible), said("impossible-2", next)));
    told.shown();
    assertThat(Rows.all(database).get("readings"))
        .filteredOn(row -> row.contains("impossible-esx-1"))
        .singleElement()
        .asString()
        .contains("ESXi");
  }

  private static Envelope<PathsScanned> said(String id, PathsScanned event) {
    return new Envelope<>(
        id,
        Catalogue.typeOf(event),
        "/vireo/multipath",
        event.about(),
        NOW,
        id,
        null,
        "ops@example.org",
        event);
  }

  private void rebuild() throws Throwable {
    VertxContextSupport.subscribeAndAwait(feed::rebuild);
    told.shown();
  }
}
