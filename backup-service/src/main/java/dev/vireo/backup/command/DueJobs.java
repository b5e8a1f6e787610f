package dev.vireo.backup.command;

import dev.vireo.backup.domain.job.Due;
import dev.vireo.backup.domain.job.Schedule;
import dev.vireo.backup.domain.job.Window;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.JobView;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Message;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins jobs when they are due, and says which runs were missed. The ids of what it says come from
 * the job and the time, so that several instances, and one that is started again, say each once.
 */
@ApplicationScoped
class DueJobs {

  private static final Logger LOG = LoggerFactory.getLogger(DueJobs.class);
  private static final String ACTOR = "schedule:backup";

  private final Publisher publisher;
  private final BackupStore store;
  private final ServiceDomain service;

  /** What was said last of each job: the views need a moment to know it. One thread's. */
  private final Map<String, Instant> said = new HashMap<>();

  DueJobs(Publisher publisher, BackupStore store, ServiceDomain service) {
    this.publisher = publisher;
    this.store = store;
    this.service = service;
  }

  @Scheduled(
      every = "${vireo.backup.look-every}",
      delayed = "${vireo.backup.look-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    try {
      lookAt(Instant.now());
    } catch (CompletionException | BusUnavailable e) {
      LOG.warn("jobs that are due are put off: {}", String.valueOf(e.getMessage()));
    }
  }

  /** Begins what is due at this time; how many runs were given. */
  synchronized int lookAt(Instant now) {
    int given = 0;
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (JobView job : store.jobs()) {
      switch (due(job, now)) {
        case Due.NotYet notYet -> {}
        case Due.Run run -> {
          sent.add(publisher.send(command(job, run.at())));
          said.put(job.job(), run.at());
          given++;
        }
        case Due.Missed missed -> {
          sent.add(publisher.send(missed(job, missed)));
          said.put(job.job(), missed.at());
          LOG.warn("job {} missed its run of {}: {}", job.job(), missed.at(), missed.why());
        }
      }
    }
    sent.forEach(CompletableFuture::join);
    return given;
  }

  private Due due(JobView job, Instant now) {
    String cron = job.schedule();
    if (cron == null) {
      return new Due.NotYet();
    }
    Schedule schedule = Schedule.parse("schedule", cron, Schedule.zone("zone", job.zone()));
    Instant decided = job.decided();
    Instant since = decided == null || decided.isBefore(job.since()) ? job.since() : decided;
    Instant last = said.get(job.job());
    if (last != null && last.isAfter(since)) {
      since = last;
    }
    Long took = job.lastTookMillis();
    return Due.of(
        schedule,
        Optional.ofNullable(job.window()).map(text -> Window.parse("window", text)),
        since,
        now,
        Duration.ofMinutes(job.makeUpMinutes()),
        Optional.ofNullable(took).map(Duration::ofMillis),
        job.running() != null);
  }

  private Envelope<RunBackup> command(JobView job, Instant due) {
    return Envelope.first(
        DerivedId.of("schedule:backup", "run " + job.job() + " " + due),
        new RunBackup(job.job(), due),
        service.source(),
        ACTOR,
        Instant.now());
  }

  private Envelope<? extends Message> missed(JobView job, Due.Missed missed) {
    BackupMissed event = new BackupMissed(job.job(), missed.at(), missed.why());
    String id = DerivedId.of("schedule:backup", "missed " + job.job() + " " + missed.at());
    return new Envelope<>(
        id,
        Catalogue.typeOf(event),
        service.source(),
        event.about(),
        Instant.now(),
        id,
        null,
        ACTOR,
        event);
  }
}
