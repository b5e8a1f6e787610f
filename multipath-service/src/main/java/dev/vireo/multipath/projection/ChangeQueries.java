package dev.vireo.multipath.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The audit: who changed what, when, why, from what to what. */
@ApplicationScoped
public class ChangeQueries {

  private final Mutiny.SessionFactory sessions;

  ChangeQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /**
   * Changes, the newest first.
   *
   * @param host of this host; of all where it is empty
   * @param plan of this plan; of all where it is empty
   */
  public Uni<List<ChangeView>> changes(Optional<String> host, Optional<String> plan, int atMost) {
    List<String> terms = new ArrayList<>();
    host.ifPresent(h -> terms.add("host = :host"));
    plan.ifPresent(p -> terms.add("plan = :plan"));
    String where = terms.isEmpty() ? "" : "where " + String.join(" and ", terms);
    return sessions.withStatelessSession(
        session -> {
          var query =
              session.createSelectionQuery(
                  "from ChangeRow " + where + " order by at desc, event", ChangeRow.class);
          host.ifPresent(h -> query.setParameter("host", h));
          plan.ifPresent(p -> query.setParameter("plan", p));
          return query.setMaxResults(atMost).getResultList().chain(rows -> views(session, rows));
        });
  }

  /** What a plan changed on a host and no roll-back undid, the first first. */
  public Uni<List<ChangeView>> standing(String plan, String host) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from ChangeRow where plan = :plan and host = :host and not rollBack"
                        + " and undoneBy is null order by at, event",
                    ChangeRow.class)
                .setParameter("plan", plan)
                .setParameter("host", host)
                .getResultList()
                .map(rows -> rows.stream().map(row -> row.view(null)).toList()));
  }

  private static Uni<List<ChangeView>> views(
      Mutiny.StatelessSession session, List<ChangeRow> rows) {
    List<String> plans =
        rows.stream().filter(row -> row.rollBack).map(row -> row.plan).distinct().toList();
    if (plans.isEmpty()) {
      return Uni.createFrom().item(rows.stream().map(row -> row.view(null)).toList());
    }
    return session
        .createSelectionQuery("from PlanRollBackRow where plan in :plans", PlanRollBackRow.class)
        .setParameter("plans", plans)
        .getResultList()
        .map(
            rollBacks -> {
              Map<Chain, String> reasons = new HashMap<>();
              rollBacks.stream()
                  .filter(r -> r.reason != null)
                  .forEach(r -> reasons.put(new Chain(r.plan, r.correlation), r.reason));
              return rows.stream()
                  .map(
                      row ->
                          row.view(
                              row.rollBack
                                  ? reasons.get(new Chain(row.plan, row.correlation))
                                  : null))
                  .toList();
            });
  }

  private record Chain(String plan, String correlation) {}
}
