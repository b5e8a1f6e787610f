package dev.vireo.inventory.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of the hosts. */
@ApplicationScoped
public class HostQueries {

  private final Mutiny.SessionFactory sessions;

  HostQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** All registered hosts, by name. */
  public Uni<List<HostView>> all() {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from HostRow order by host", HostRow.class)
                .getResultList()
                .map(rows -> rows.stream().map(HostRow::view).toList()));
  }

  /** The host of this name. */
  public Uni<Optional<HostView>> one(String host) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from HostRow where host = :host", HostRow.class)
                .setParameter("host", host)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(HostRow::view)));
  }

  /** The addresses at which hosts were found, the latest first. */
  public Uni<List<DiscoveredView>> discovered(int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from DiscoveredRow order by seenAt desc, address", DiscoveredRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .map(rows -> rows.stream().map(DiscoveredRow::view).toList()));
  }
}
