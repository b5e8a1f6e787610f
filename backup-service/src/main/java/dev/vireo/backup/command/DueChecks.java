package dev.vireo.backup.command;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each destination checked once in so long, each time the next share of its data. The commands'
 * ids come from the check before, so that several instances give each once.
 */
@ApplicationScoped
class DueChecks {

  private static final Logger LOG = LoggerFactory.getLogger(DueChecks.class);

  private final Publisher publisher;
  private final BackupStore store;
  private final ServiceDomain service;
  private final Duration every;

  DueChecks(
      Publisher publisher,
      BackupStore store,
      ServiceDomain service,
      @ConfigProperty(name = "vireo.backup.check-every") Duration every) {
    this.publisher = publisher;
    this.store = store;
    this.service = service;
    this.every = every;
  }

  @Scheduled(every = "60s", delayed = "60s")
  void look() {
    try {
      lookAt(Instant.now());
    } catch (CompletionException | BusUnavailable e) {
      LOG.warn("checks of destinations are put off: {}", String.valueOf(e.getMessage()));
    }
  }

  /** Gives the checks that are due at this time; how many. */
  int lookAt(Instant now) {
    int given = 0;
    if (every.isZero()) {
      return given;
    }
    for (DestinationView each : store.destinations()) {
      Instant ready = each.readyAt();
      Instant checked = each.checkedAt();
      Instant last = checked == null ? ready : checked;
      if (last != null && !last.plus(every).isAfter(now)) {
        publisher
            .send(
                Envelope.first(
                    DerivedId.of("schedule:check", each.destination() + " " + last),
                    new CheckDestination(each.destination(), false),
                    service.source(),
                    "schedule:check",
                    Instant.now()))
            .join();
        given++;
      }
    }
    return given;
  }
}
