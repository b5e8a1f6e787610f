package dev.vireo.backup.command;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has backups summed up once a day. The command's id comes from the time of day at which it is due,
 * so that several instances, and one that is started again, have it done once.
 */
@ApplicationScoped
class DueSummary {

  private static final Logger LOG = LoggerFactory.getLogger(DueSummary.class);

  /** Nobody reads yesterday's news: a service that was down for longer waits for the next day. */
  private static final Duration MAKE_UP = Duration.ofHours(6);

  private static final String NEVER = "never";

  private final Publisher publisher;
  private final ServiceDomain service;
  private final Optional<LocalTime> at;
  private final ZoneId zone;

  DueSummary(
      Publisher publisher,
      ServiceDomain service,
      @ConfigProperty(name = "vireo.backup.summary-at") String at,
      @ConfigProperty(name = "vireo.backup.summary-zone") String zone) {
    this.publisher = publisher;
    this.service = service;
    try {
      this.at = at.equals(NEVER) ? Optional.empty() : Optional.of(LocalTime.parse(at));
      this.zone = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new MalformedValue(
          "VIREO_BACKUP_SUMMARY_AT, VIREO_BACKUP_SUMMARY_ZONE",
          "it is "
              + at
              + " in "
              + zone
              + "; write HH:MM, or never, and a zone such as Asia/Tokyo: "
              + e.getMessage());
    }
  }

  @Scheduled(every = "60s", delayed = "60s")
  void look() {
    try {
      lookAt(Instant.now());
    } catch (CompletionException | BusUnavailable e) {
      LOG.warn("the summary of backups is put off: {}", String.valueOf(e.getMessage()));
    }
  }

  /** Has it done if it is due; whether it is. */
  boolean lookAt(Instant now) {
    if (at.isEmpty()) {
      return false;
    }
    ZonedDateTime here = now.atZone(zone);
    ZonedDateTime today = here.with(at.get());
    Instant due = (today.isAfter(here) ? today.minusDays(1) : today).toInstant();
    if (due.plus(MAKE_UP).isBefore(now)) {
      return false;
    }
    publisher
        .send(
            Envelope.first(
                DerivedId.of("schedule:summary", due.toString()),
                new SummariseBackups(due),
                service.source(),
                "schedule:summary",
                Instant.now()))
        .join();
    return true;
  }
}
