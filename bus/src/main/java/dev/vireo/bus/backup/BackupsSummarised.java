package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.time.Instant;
import java.util.List;

/**
 * What became of backups in 24 hours.
 *
 * @param from their begin
 * @param to their end
 * @param good whether no run failed or was missed, and no destination is damaged
 * @param jobs of each job what became of its runs, those with a problem first; 1,000 at most
 * @param jobCount how many jobs there are
 * @param destinations what is known of each destination
 */
public record BackupsSummarised(
    Instant from,
    Instant to,
    boolean good,
    List<JobSummary> jobs,
    int jobCount,
    List<DestinationSummary> destinations)
    implements Event {

  public BackupsSummarised {
    jobs = Absent.orEmpty(jobs);
    destinations = Absent.orEmpty(destinations);
  }

  @Override
  public String about() {
    return "backups";
  }
}
