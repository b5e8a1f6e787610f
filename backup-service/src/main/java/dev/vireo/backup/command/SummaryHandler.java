package dev.vireo.backup.command;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.report.SummaryMail;
import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.DestinationSummary;
import dev.vireo.bus.backup.JobSummary;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums up what became of backups; as an event, and as a mail where there is a mail server. */
final class SummaryHandler implements CommandHandler<SummariseBackups> {

  private static final Logger LOG = LoggerFactory.getLogger(SummaryHandler.class);
  private static final Duration LENGTH = Duration.ofHours(24);

  /** The event must fit into a record. */
  private static final int MOST_JOBS = 1_000;

  private final BackupStore store;
  private final SummaryMail mail;

  SummaryHandler(BackupStore store, SummaryMail mail) {
    this.store = store;
    this.mail = mail;
  }

  @Override
  public Result handle(Handling<SummariseBackups> handling) throws InterruptedException {
    Instant asked = handling.command().until();
    Instant to = asked == null ? handling.envelope().time() : asked;
    Instant from = to.minus(LENGTH);
    List<JobSummary> jobs = store.summaries(from, to);
    List<DestinationSummary> destinations =
        store.destinations().stream()
            .map(
                d ->
                    new DestinationSummary(
                        d.destination(), d.sound(), d.checkedAt(), d.freeBytes()))
            .toList();
    boolean good =
        jobs.stream().allMatch(j -> j.problem() == null)
            && destinations.stream().noneMatch(d -> Boolean.FALSE.equals(d.sound()));
    BackupsSummarised summary =
        new BackupsSummarised(
            from, to, good, jobs.stream().limit(MOST_JOBS).toList(), jobs.size(), destinations);
    handling.publish(summary);
    Map<String, String> figures =
        Map.of(
            "jobs", Integer.toString(jobs.size()),
            "problems", Long.toString(jobs.stream().filter(j -> j.problem() != null).count()));
    if (!mail.configured()) {
      return Result.done("summed up; no mail was sent, for no mail server is configured", figures);
    }
    try {
      handling.checkpoint("before-mail");
      mail.send(summary);
      handling.checkpoint("after-mail");
      return Result.done("summed up, and sent to " + String.join(", ", mail.to()), figures);
    } catch (RuntimeException e) {
      LOG.warn("the summary of backups was not sent", e);
      return Result.failed(
          FailureReason.UNREACHABLE,
          "the summary was not sent to "
              + String.join(", ", mail.to())
              + ": "
              + e.getMessage()
              + "; see VIREO_MAIL_HOST and the account there. The event has all of it",
          figures);
    }
  }
}
