package dev.vireo.backup.projection;

import dev.vireo.bus.service.StatementViews;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The backup events in PostgreSQL: destinations, jobs, their restore points and what befell them.
 */
@ApplicationScoped
public class BackupViews extends StatementViews {

  private static final String CLEAR =
      """
      truncate seen_events, destinations, jobs, runs, restore_points, missed_runs, restores, checks,
               diagnoses, rehearsals
      """;

  BackupViews() {
    super(Projections.ALL, CLEAR);
  }
}
