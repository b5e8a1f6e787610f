package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.HostPlanned;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Plans, each host's part of them, and what became of them. */
@ApplicationScoped
public class PlanQueries {

  private final Mutiny.SessionFactory sessions;

  PlanQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Plans, the newest first. */
  public Uni<List<PlanView>> plans(int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from PlanRow order by createdAt desc, plan", PlanRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .chain(rows -> views(session, rows)));
  }

  /** The plan of this id. */
  public Uni<Optional<PlanView>> plan(String plan) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from PlanRow where plan = :plan", PlanRow.class)
                .setParameter("plan", plan)
                .getResultList()
                .chain(rows -> views(session, rows))
                .map(views -> views.stream().findFirst()));
  }

  private static Uni<List<PlanView>> views(Mutiny.StatelessSession session, List<PlanRow> rows) {
    List<String> plans = rows.stream().map(row -> row.plan).toList();
    if (plans.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return begun(session, plans)
        .chain(
            begun ->
                rollBacks(session, plans)
                    .map(
                        rollBacks ->
                            rows.stream()
                                .map(
                                    row ->
                                        row.view(
                                            begun.contains(row.plan),
                                            rollBacks.getOrDefault(row.plan, List.of())))
                                .toList()));
  }

  /** Those of which something was done on a host; to refuse is to do nothing. */
  private static Uni<Set<String>> begun(Mutiny.StatelessSession session, Collection<String> plans) {
    return session
        .createSelectionQuery(
            "select p.plan from PlanRow p where p.plan in :plans and p.state = 'READY' and exists"
                + " (select 1 from PlanResultRow r where r.plan = p.plan and r.state <> 'REFUSED')",
            String.class)
        .setParameter("plans", plans)
        .getResultList()
        .map(HashSet::new);
  }

  private static Uni<Map<String, List<RollBackView>>> rollBacks(
      Mutiny.StatelessSession session, Collection<String> plans) {
    return session
        .createSelectionQuery(
            "from PlanRollBackRow where plan in :plans order by at, event", PlanRollBackRow.class)
        .setParameter("plans", plans)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .map(PlanRollBackRow::view)
                    .collect(Collectors.groupingBy(view -> view.done().plan())));
  }

  /** What a plan asks of each host, by host, without the devices. */
  public Uni<List<HostPlanned>> hosts(String plan, int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from PlanHostRow where plan = :plan order by host", PlanHostRow.class)
                .setParameter("plan", plan)
                .setMaxResults(atMost)
                .getResultList()
                .map(rows -> rows.stream().map(row -> row.view(List.of())).toList()));
  }

  /** One host's part of a plan, with all its devices. */
  public Uni<Optional<HostPlanned>> hostPart(String plan, String host) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from PlanHostRow where plan = :plan and host = :host", PlanHostRow.class)
                .setParameter("plan", plan)
                .setParameter("host", host)
                .getResultList()
                .chain(
                    rows ->
                        rows.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : hostPart(session, rows.getFirst())));
  }

  private static Uni<Optional<HostPlanned>> hostPart(
      Mutiny.StatelessSession session, PlanHostRow row) {
    return session
        .createSelectionQuery(
            "from PlanDeviceRow where plan = :plan and host = :host order by place",
            PlanDeviceRow.class)
        .setParameter("plan", row.plan)
        .setParameter("host", row.host)
        .getResultList()
        .map(devices -> Optional.of(row.view(devices.stream().map(PlanDeviceRow::view).toList())));
  }

  /** The devices of a plan with what became of them, by host and as each host lists them. */
  public Uni<List<PlanDeviceView>> devices(String plan, int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from PlanDeviceRow where plan = :plan order by host, place",
                    PlanDeviceRow.class)
                .setParameter("plan", plan)
                .setMaxResults(atMost)
                .getResultList()
                .chain(devices -> results(session, plan).map(results -> joined(devices, results))));
  }

  private static Uni<Map<DeviceKey, DeviceResult>> results(
      Mutiny.StatelessSession session, String plan) {
    return session
        .createSelectionQuery("from PlanResultRow where plan = :plan", PlanResultRow.class)
        .setParameter("plan", plan)
        .getResultList()
        .map(
            rows -> {
              Map<DeviceKey, DeviceResult> byDevice = new HashMap<>();
              rows.forEach(row -> byDevice.put(new DeviceKey(row.host, row.device), row.view()));
              return byDevice;
            });
  }

  private static List<PlanDeviceView> joined(
      List<PlanDeviceRow> devices, Map<DeviceKey, DeviceResult> results) {
    return devices.stream()
        .map(
            d -> new PlanDeviceView(d.host, d.view(), results.get(new DeviceKey(d.host, d.device))))
        .toList();
  }

  private record DeviceKey(String host, String device) {}
}
