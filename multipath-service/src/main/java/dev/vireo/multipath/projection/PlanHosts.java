package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PolicyState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which hosts a plan concerns, and what the changes so far tell of them. For virtual threads. */
@ApplicationScoped
public class PlanHosts {

  private final Mutiny.SessionFactory sessions;

  PlanHosts(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Hosts where the plan changes something, by name. */
  public List<String> toChange(String plan) {
    return names(
        plan,
        "select distinct host from PlanDeviceRow where plan = :plan and verdict = 'CHANGE'"
            + " order by host");
  }

  /** Hosts where the plan changed something that no roll-back undid, by name. */
  public List<String> changed(String plan) {
    return names(
        plan,
        "select distinct host from ChangeRow where plan = :plan and not rollBack and undoneBy is"
            + " null order by host");
  }

  /** The newest plans, the newest first. */
  public List<String> latest(int atMost) {
    return Blocking.answer(
        "reading the latest plans",
        () ->
            sessions.withStatelessSession(
                session ->
                    session
                        .createSelectionQuery(
                            "select plan from PlanRow order by createdAt desc, plan", String.class)
                        .setMaxResults(atMost)
                        .getResultList()));
  }

  /** The mode that its latest change left each device of a host in. */
  public Map<String, String> lastModes(String host) {
    List<ChangeRow> changes =
        Blocking.answer(
            "reading the modes of " + host,
            () ->
                sessions.withStatelessSession(
                    session ->
                        session
                            .createSelectionQuery(
                                "from ChangeRow where host = :host and kind = 'PATH_POLICY'"
                                    + " order by at, event",
                                ChangeRow.class)
                            .setParameter("host", host)
                            .getResultList()));
    Map<String, String> modes = new HashMap<>();
    for (ChangeRow row : changes) {
      modes.put(row.device, RowJson.one(String.valueOf(row.to), PolicyState.class).mode());
    }
    return modes;
  }

  private List<String> names(String plan, String query) {
    return Blocking.answer(
        "reading the hosts of plan " + plan,
        () ->
            sessions.withStatelessSession(
                session ->
                    session
                        .createSelectionQuery(query, String.class)
                        .setParameter("plan", plan)
                        .getResultList()));
  }
}
