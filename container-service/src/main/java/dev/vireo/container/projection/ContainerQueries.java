package dev.vireo.container.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.codec.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of templates and containers. Rows come as JSON, whose names are the records'. */
@ApplicationScoped
public class ContainerQueries {

  private final Mutiny.SessionFactory sessions;

  ContainerQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** A kind of rows that can be asked for. */
  enum Rows {
    CONTAINERS(
        """
        select host, container, hostname, state, addresses, template, on_boot as "onBoot", checks,
               failed, advice, at
          from containers
        """,
        "host, length(container), container"),
    HOSTS(
        """
        select host, product, read_at as "readAt", free_memory_mib as "freeMemoryMiB",
               free_disk_mib as "freeDiskMiB", unparsed
          from container_hosts
        """,
        "host"),
    TEMPLATES(
        """
        select host, folder, template, accepted, bytes, rule, broken, at_column as "column", reason,
               suggested as "suggestedName", evidence, at
          from templates
        """,
        "host, folder, template"),
    RENAMES(
        """
        select host, folder, from_name as "from", to_name as "to", undo, at, actor
          from template_renames
        """,
        "at desc, host"),
    DISTRIBUTIONS(
        """
        select host, template, config, tried, used_by as "usedBy", default_is as "defaultIs",
               relative, link, advice, at
          from distributions
        """,
        "host, template"),
    LINKS("select host, link, folder, config, at, actor from distribution_links", "host, link"),
    FINDINGS(
        "select host, container, what, kind, line, meaning, at, place from findings",
        "at desc, host, container, place"),
    CHANGES(
        "select host, container, what, detail, actor, correlation, at from container_changes",
        "at desc, host, container"),
    DEFINITIONS(
        "select host, container, desired, mode, since, actor from definitions", "host, container"),
    DRIFTS(
        "select host, container, departures, mode, since from container_drifts", "host, container");

    private final String select;
    private final String order;

    Rows(String select, String order) {
      this.select = select;
      this.order = order;
    }
  }

  /** Containers of these hosts; empty: of all. */
  public Uni<List<ContainerView>> containers(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.CONTAINERS, hosts, atMost, ContainerView.class);
  }

  /** Hosts and what is free on them. */
  public Uni<List<HostView>> hosts(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.HOSTS, hosts, atMost, HostView.class);
  }

  /** Templates of these hosts; empty: of all. */
  public Uni<List<TemplateView>> templates(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.TEMPLATES, hosts, atMost, TemplateView.class);
  }

  /** Renames of templates, the latest first. */
  public Uni<List<RenameView>> renames(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.RENAMES, hosts, atMost, RenameView.class);
  }

  /** Which configuration each template gets. */
  public Uni<List<DistributionView>> distributions(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.DISTRIBUTIONS, hosts, atMost, DistributionView.class);
  }

  /** Links to configurations that were made. */
  public Uni<List<LinkView>> links(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.LINKS, hosts, atMost, LinkView.class);
  }

  /** Lines of tools that are more than their usual course, the latest first. */
  public Uni<List<FindingView>> findings(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.FINDINGS, hosts, atMost, FindingView.class);
  }

  /** What was done to containers and what failed, the latest first. */
  public Uni<List<ChangeView>> changes(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.CHANGES, hosts, atMost, ChangeView.class);
  }

  /** Definitions that hold. */
  public Uni<List<DefinitionView>> definitions(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.DEFINITIONS, hosts, atMost, DefinitionView.class);
  }

  /** Departures from definitions that go on. */
  public Uni<List<DriftView>> drifts(Optional<List<String>> hosts, int atMost) {
    return rows(Rows.DRIFTS, hosts, atMost, DriftView.class);
  }

  private <T> Uni<List<T>> rows(
      Rows rows, Optional<? extends Collection<String>> hosts, int atMost, Class<T> type) {
    String sql =
        "select cast(to_jsonb(r) as text) from ("
            + rows.select
            + (hosts.isPresent() ? " where host = any(string_to_array(?1, chr(10)))" : "")
            + " order by "
            + rows.order
            + ") as r";
    return sessions.withStatelessSession(
        session -> {
          var query = session.createNativeQuery(sql, String.class).setMaxResults(atMost);
          hosts.ifPresent(names -> query.setParameter(1, String.join("\n", names)));
          return query
              .getResultList()
              .map(found -> found.stream().map(json -> read(json, type)).toList());
        });
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a view holds what this version cannot read; rebuild the projections. It is: " + json, e);
    }
  }
}
