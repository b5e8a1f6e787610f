package dev.vireo.multipath.projection;

import dev.vireo.bus.service.query.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which hosts a plan concerns, and what the changes so far tell of them. For virtual threads. */
@ApplicationScoped
public class PlanHosts {

  /** The audit only grows: what is older than a device's latest change is not even looked at. */
  private static final String LAST_MODES =
      """
      select distinct on (device) device, to_state ->> 'mode'
        from changes
       where host = ?1 and kind = 'PATH_POLICY' and to_state ->> 'mode' is not null
       order by device, at desc, event desc
      """;

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
    List<Object[]> latest =
        Blocking.answer(
            "reading the modes of " + host,
            () ->
                sessions.withStatelessSession(
                    session ->
                        session
                            .createNativeQuery(LAST_MODES, Object[].class)
                            .setParameter(1, host)
                            .getResultList()));
    Map<String, String> modes = new HashMap<>();
    latest.forEach(row -> modes.put(String.valueOf(row[0]), String.valueOf(row[1])));
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
