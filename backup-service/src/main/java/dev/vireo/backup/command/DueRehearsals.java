package dev.vireo.backup.command;

import dev.vireo.backup.domain.job.Schedule;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.projection.RehearsalView;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest restore point of a job rehearsed when that is due. The commands' ids come from the
 * job and the time, so that it is rehearsed once, whoever looks and however often.
 */
@ApplicationScoped
class DueRehearsals {

  private static final Logger LOG = LoggerFactory.getLogger(DueRehearsals.class);

  /** One that nobody could begin for longer waits for its next time. */
  private static final Duration MAKE_UP = Duration.ofHours(24);

  private final Publisher publisher;
  private final BackupStore store;
  private final ServiceDomain service;

  DueRehearsals(Publisher publisher, BackupStore store, ServiceDomain service) {
    this.publisher = publisher;
    this.store = store;
    this.service = service;
  }

  @Scheduled(every = "60s", delayed = "60s")
  void look() {
    try {
      lookAt(Instant.now());
    } catch (CompletionException | BusUnavailable e) {
      LOG.warn("rehearsals are put off: {}", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the rehearsals that are due at this time; how many. */
  int lookAt(Instant now) throws InterruptedException {
    int given = 0;
    for (RehearsalView each : store.rehearsals()) {
      Optional<Instant> due =
          Schedule.parse("schedule", each.schedule(), Schedule.zone("zone", each.zone()))
              .latest(now)
              .filter(at -> at.isAfter(each.since()) && at.plus(MAKE_UP).isAfter(now));
      Optional<PointView> newest =
          due.isEmpty() ? Optional.empty() : store.points(each.job()).stream().findFirst();
      if (newest.isPresent()) {
        publisher
            .send(
                Envelope.first(
                    DerivedId.of("schedule:rehearsal", each.job() + " " + due.get()),
                    new RehearseRestore(newest.get().point(), each.host(), each.folder()),
                    service.source(),
                    "schedule:rehearsal",
                    Instant.now()))
            .join();
        given++;
      }
    }
    return given;
  }
}
