package dev.vireo.container.projection;

import dev.vireo.bus.service.StatementViews;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The container events in PostgreSQL: templates, distributions, containers and what befell them.
 * Each row is of one host, or of one event, so that those of many hosts are written together.
 */
@ApplicationScoped
public class ContainerViews extends StatementViews {

  private static final String CLEAR =
      """
      truncate seen_events, container_hosts, containers, templates, template_renames, distributions,
               distribution_links, findings, container_changes, definitions, container_drifts
      """;

  ContainerViews() {
    super(Projections.ALL, Run.SUBJECTS_TOGETHER, CLEAR);
  }
}
