package dev.vireo.multipath.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The standards that hold, and the departures that go on. */
@ApplicationScoped
public class StandardQueries {

  private final Mutiny.SessionFactory sessions;

  StandardQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Standards by their ids. */
  public Uni<List<StandardView>> standards(int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from StandardRow order by standard", StandardRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .map(rows -> rows.stream().map(StandardRow::view).toList()));
  }

  /**
   * Departures by host, device and standard.
   *
   * @param host of this host; of all where it is empty
   */
  public Uni<List<DriftView>> drifts(Optional<String> host, int atMost) {
    return sessions.withStatelessSession(
        session -> {
          var query =
              session.createSelectionQuery(
                  "from DriftRow "
                      + (host.isPresent() ? "where host = :host " : "")
                      + "order by host, device, standard",
                  DriftRow.class);
          host.ifPresent(h -> query.setParameter("host", h));
          return query
              .setMaxResults(atMost)
              .getResultList()
              .map(rows -> rows.stream().map(DriftRow::view).toList());
        });
  }
}
