package dev.vireo.backup.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.command.CommandPlatform;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.VerifiedBy;
import dev.vireo.bus.codec.Json;
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
import org.junit.jupiter.api.Test;

/** The two views of restore points, made of the same events. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class LiveBackupsTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

  @Inject BackupViews rows;
  @Inject LiveBackups live;
  @Inject BackupQueries queries;
  @Inject Mutiny.SessionFactory sessions;

  @Test
  void live_view_shows_what_postgres_shows_of_any_muddle_of_events() throws Throwable {
    for (long seed : new long[] {71, 72, 73}) {
      String job = "live-" + seed;
      List<Envelope<? extends Event>> events = mix(new Random(seed), job, 150);
      VertxContextSupport.subscribeAndAwait(
          () ->
              sessions.withStatelessTransaction(
                  (session, transaction) -> rows.apply(session, events)));
      List<PointView> shown =
          VertxContextSupport.subscribeAndAwait(
              () -> queries.points(Optional.of(job), Integer.MAX_VALUE, false));

      assertThat(shown).as("seed %d", seed).isNotEmpty();
      assertThat(folded(events, 1)).as("seed %d", seed).hasSameElementsAs(shown);
      assertThat(folded(events, 7)).as("seed %d", seed).hasSameElementsAs(shown);
    }
  }

  private List<PointView> folded(List<Envelope<? extends Event>> events, int batch)
      throws Exception {
    List<PointView> views = new ArrayList<>();
    for (String json : LiveFold.items(Domain.BACKUP, live, events, batch)) {
      views.add(Json.MAPPER.readValue(json, PointView.class));
    }
    return views;
  }

  /** More of a muddle than any service makes; the same seed gives the same events. */
  private static List<Envelope<? extends Event>> mix(Random random, String job, int count) {
    List<Envelope<? extends Event>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!events.isEmpty() && random.nextInt(8) == 0) {
        events.add(events.getLast());
        continue;
      }
      String point = job.hashCode() + "-" + random.nextInt(6);
      Event event =
          switch (random.nextInt(8)) {
            case 0, 1 -> new BackupCompleted(job, "run-" + i, point(job, point, i), 7L, 8L, 1);
            case 2 -> new RestorePointImported(job, point(job, point, i));
            case 3 -> new RestorePointExpired(job, point);
            case 4 -> new RestorePointDamaged(job, point, "vault", List.of("aa", "bb"));
            case 5 ->
                new RestoreVerified(
                    job,
                    point,
                    VerifiedBy.values()[random.nextInt(VerifiedBy.values().length)],
                    1,
                    2,
                    3,
                    null);
            default ->
                new RestoreFailed(
                    job,
                    point,
                    VerifiedBy.READ,
                    random.nextBoolean()
                        ? BackupFailureCause.DESTINATION_DAMAGED
                        : BackupFailureCause.HOST_UNREACHABLE,
                    "message " + i,
                    "advice");
          };
      events.add(
          new Envelope<>(
              job + "-event-" + i,
              Catalogue.typeOf(event),
              "/vireo/backup",
              event.about(),
              BEGIN.plus(Duration.ofSeconds(i)),
              "chain",
              null,
              "ops@example.org",
              event));
    }
    return events;
  }

  /** What a point is does not change; where it is may. */
  private static RestorePoint point(String job, String point, int i) {
    return new RestorePoint(
        point,
        job,
        "vault-" + i % 2,
        "dir:web-01:/srv/www",
        "web-01",
        BEGIN.minusSeconds(point.hashCode() & 0xfff),
        1,
        2,
        3,
        "data-" + i,
        "listing-" + i,
        false,
        List.of("changed while it was read"),
        null);
  }
}
