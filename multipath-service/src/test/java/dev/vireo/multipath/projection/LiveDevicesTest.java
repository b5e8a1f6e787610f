package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.testing.LiveFold;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two views of devices, made of the same events. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class LiveDevicesTest {

  @Inject MultipathViews rows;
  @Inject LiveDevices live;
  @Inject StorageQueries storage;
  @Inject Mutiny.SessionFactory sessions;

  @Test
  void live_view_shows_what_postgres_shows_of_any_muddle_of_events() throws Throwable {
    for (long seed : new long[] {41, 42, 43}) {
      List<Envelope<? extends Event>> events = EventMix.of(seed, "live-" + seed, 600);
      VertxContextSupport.subscribeAndAwait(
          () ->
              sessions.withStatelessTransaction(
                  (session, transaction) ->
                      rows.clear(session).chain(() -> rows.apply(session, events))));
      List<DeviceView> shown =
          VertxContextSupport.subscribeAndAwait(() -> storage.devices(Integer.MAX_VALUE));

      assertThat(shown).as("seed %d", seed).isNotEmpty();
      assertThat(folded(once(events), 1))
          .as("seed %d", seed)
          .isEqualTo(shown.stream().map(LiveDevicesTest::asKept).toList());
      assertThat(folded(events, 7)).as("seed %d", seed).isEqualTo(folded(events, 600));
    }
  }

  @Test
  void events_that_come_again_change_nothing() {
    List<Envelope<? extends Event>> events = EventMix.of(44, "live-again", 300);
    List<Envelope<? extends Event>> repeated = new ArrayList<>();
    // As a command that is run again after a crash says the last of them again.
    for (int i = 0; i < events.size(); i++) {
      repeated.add(events.get(i));
      if (i % 5 == 0) {
        repeated.add(events.get(i));
      }
    }
    assertThat(folded(repeated, 10)).isEqualTo(folded(events, 10));
  }

  /**
   * PostgreSQL knows each event by its id for ever, the live view those of the last run of a
   * command, which are all that a crash repeats.
   */
  private static List<Envelope<? extends Event>> once(List<Envelope<? extends Event>> events) {
    Set<String> ids = new HashSet<>();
    return events.stream().filter(e -> ids.add(e.id())).toList();
  }

  private List<DeviceView> folded(List<Envelope<? extends Event>> events, int batch) {
    return LiveFold.items(Domain.MULTIPATH, live, events, batch).stream()
        .map(json -> asKept(RowJson.one(json, DeviceView.class)))
        .toList();
  }

  /** PostgreSQL keeps microseconds, and no nulls in a policy. */
  private static DeviceView asKept(DeviceView view) {
    ScannedDevice d = view.device();
    return new DeviceView(
        view.host(),
        new ScannedDevice(
            d.id(),
            d.name(),
            d.vendor(),
            d.model(),
            d.plugin(),
            d.satp(),
            whole(d.policy()),
            d.local(),
            d.working(),
            d.paths()),
        view.readAt().truncatedTo(ChronoUnit.MICROS));
  }

  @SuppressWarnings("NullAway") // what comes from JSON may lack what the record declares
  private static @Nullable PolicyState whole(@Nullable PolicyState policy) {
    return policy == null || policy.psp() == null
        ? null
        : new PolicyState(
            policy.psp(),
            policy.config() == null ? "" : policy.config(),
            policy.mode() == null ? "UNKNOWN" : policy.mode(),
            policy.preferred());
  }
}
