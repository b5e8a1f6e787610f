package dev.vireo.container.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.container.command.CommandPlatform;
import dev.vireo.testing.LiveFold;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two views of containers, made of the same events. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class LiveContainersTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

  @Inject ContainerViews rows;
  @Inject LiveContainers live;
  @Inject ContainerQueries queries;
  @Inject Mutiny.SessionFactory sessions;

  @Test
  void live_view_shows_what_postgres_shows_of_any_muddle_of_events() throws Throwable {
    for (long seed : new long[] {51, 52, 53}) {
      List<Envelope<? extends Event>> events = mix(new Random(seed), "live-" + seed, 150);
      VertxContextSupport.subscribeAndAwait(
          () ->
              sessions.withStatelessTransaction(
                  (session, transaction) -> rows.apply(session, events)));
      List<String> hosts = List.of("live-" + seed + "-1", "live-" + seed + "-2");
      List<ContainerView> shown =
          VertxContextSupport.subscribeAndAwait(
              () -> queries.containers(Optional.of(hosts), Integer.MAX_VALUE));

      assertThat(shown).as("seed %d", seed).isNotEmpty();
      assertThat(folded(events, 1)).as("seed %d", seed).isEqualTo(shown);
      assertThat(folded(events, 7)).as("seed %d", seed).isEqualTo(shown);
    }
  }

  private List<ContainerView> folded(List<Envelope<? extends Event>> events, int batch)
      throws Exception {
    List<ContainerView> views = new ArrayList<>();
    for (String json : LiveFold.items(Domain.CONTAINER, live, events, batch)) {
      views.add(Json.MAPPER.readValue(json, ContainerView.class));
    }
    return views;
  }

  /** More of a muddle than any service makes; the same seed gives the same events. */
  private static List<Envelope<? extends Event>> mix(Random random, String estate, int count) {
    List<Envelope<? extends Event>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!events.isEmpty() && random.nextInt(8) == 0) {
        events.add(events.getLast());
        continue;
      }
      Instant at = BEGIN.plus(Duration.ofSeconds(i));
      String host = estate + "-" + (1 + random.nextInt(2));
      String id = List.of("101", "102", "1003").get(random.nextInt(3));
      Event event =
          switch (random.nextInt(7)) {
            case 0 -> scan(random, host, at.minusSeconds(random.nextInt(3)));
            case 1 ->
                new ContainerCreated(
                    host,
                    id,
                    "web-" + i,
                    random.nextBoolean() ? ContainerOrigin.TEMPLATE : ContainerOrigin.CLONE,
                    "template-" + i,
                    List.of("10.0.0." + i),
                    List.of(),
                    "vzlist",
                    random.nextBoolean() ? "once-" + i : null);
            case 2 -> new ContainerStarted(host, id, null, List.of(), List.of());
            case 3 -> new ContainerStopped(host, id, false, List.of(), "vzlist");
            case 4 ->
                new ContainerChanged(
                    host,
                    id,
                    List.of(
                        random.nextBoolean()
                            ? new ContainerChange("hostname", null, "db-" + i)
                            : new ContainerChange(
                                "addresses",
                                null,
                                random.nextBoolean() ? "" : "10.1.0.1, 10.1.0.2")),
                    List.of(),
                    "vzlist");
            case 5 -> new ContainerDestroyed(host, id, null, null, List.of(), "vzlist");
            default -> failed(random, host, id);
          };
      events.add(
          new Envelope<>(
              estate + "-event-" + i,
              Catalogue.typeOf(event),
              "/vireo/container",
              event.about(),
              at,
              "chain",
              null,
              "ops@example.org",
              event));
    }
    return events;
  }

  private static ContainersScanned scan(Random random, String host, Instant readAt) {
    List<SeenContainer> seen = new ArrayList<>();
    for (String id : List.of("101", "102", "1003")) {
      if (random.nextBoolean()) {
        seen.add(seen(random, id));
      }
    }
    return new ContainersScanned(host, "OpenVZ", readAt, null, null, seen, List.of());
  }

  private static SeenContainer seen(Random random, String id) {
    return new SeenContainer(
        id,
        random.nextBoolean() ? "seen-" + id : null,
        ContainerState.values()[random.nextInt(ContainerState.values().length)],
        List.of("10.2.0.1"),
        random.nextBoolean() ? "seen-template" : null,
        random.nextBoolean() ? Boolean.TRUE : null);
  }

  private static ContainerFailed failed(Random random, String host, String id) {
    @Nullable SeenContainer seen = random.nextBoolean() ? seen(random, id) : null;
    return new ContainerFailed(
        host,
        id,
        ContainerWork.START,
        FailureCause.values()[random.nextInt(FailureCause.values().length)],
        null,
        null,
        "evidence",
        "advice",
        List.of(),
        List.of(),
        seen,
        random.nextBoolean() ? "half a container" : null);
  }
}
