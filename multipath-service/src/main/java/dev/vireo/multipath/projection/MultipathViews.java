package dev.vireo.multipath.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.service.EventJson;
import dev.vireo.bus.service.Views;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The multipath events in PostgreSQL: devices, plans, changes, standards and departures. */
@ApplicationScoped
public class MultipathViews implements Views {

  /** In the order in which they write within a turn. */
  static final Map<Class<?>, Projection<?>> PROJECTIONS = projections();

  private static final String TAKE =
      """
      insert into seen_events (id)
      select distinct id
        from jsonb_array_elements_text(cast(cast(?1 as text) as jsonb)) as t(id)
      on conflict do nothing
      returning id
      """;

  private static final String CLEAR =
      """
      truncate seen_events, readings, devices, satps, plans, plan_roll_backs, plan_hosts,
               plan_devices, plan_results, changes, standards, drifts
      """;

  private static Map<Class<?>, Projection<?>> projections() {
    Map<Class<?>, Projection<?>> byType = new LinkedHashMap<>();
    Stream.of(
            StorageProjections.ALL,
            PlanProjections.ALL,
            ChangeProjections.ALL,
            StandardProjections.ALL)
        .flatMap(List::stream)
        .forEach(p -> byType.put(p.of(), p));
    return byType;
  }

  @Override
  public Uni<Void> apply(Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    List<Envelope<? extends Event>> concerned =
        events.stream().filter(e -> PROJECTIONS.containsKey(e.data().getClass())).toList();
    if (concerned.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(TAKE, String.class)
        .setParameter(1, EventJson.ids(concerned))
        .getResultList()
        .chain(
            taken ->
                write(
                    Layers.of(firsts(concerned, new HashSet<>(taken)), PROJECTIONS).stream()
                        .flatMap(layer -> loads(layer).stream())
                        .toList(),
                    session));
  }

  /** Each event that was not seen before, once. */
  private static List<Envelope<? extends Event>> firsts(
      List<Envelope<? extends Event>> events, Set<String> unseen) {
    return events.stream().filter(e -> unseen.remove(e.id())).toList();
  }

  private static List<Load> loads(List<Envelope<? extends Event>> layer) {
    Map<Class<?>, List<Envelope<? extends Event>>> byType = new LinkedHashMap<>();
    layer.forEach(
        e -> byType.computeIfAbsent(e.data().getClass(), type -> new ArrayList<>()).add(e));
    List<Load> loads = new ArrayList<>();
    for (Projection.Turn turn : Projection.Turn.values()) {
      PROJECTIONS.forEach(
          (type, projection) -> {
            List<Envelope<? extends Event>> ofType = byType.get(type);
            if (projection.turn() == turn && ofType != null) {
              loads.add(new Load(ofType, projection.statements()));
            }
          });
    }
    return loads;
  }

  private static Uni<Void> write(List<Load> loads, Mutiny.StatelessSession session) {
    if (loads.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Uni<Void> all = Incoming.prepare(session);
    for (Load load : loads) {
      all = all.chain(() -> Incoming.load(session, load.events()));
      for (String sql : load.statements()) {
        all = all.chain(() -> session.createNativeQuery(sql).executeUpdate().replaceWithVoid());
      }
    }
    return all;
  }

  /** All events of a type in a layer, and what is run for them. */
  private record Load(List<Envelope<? extends Event>> events, List<String> statements) {}

  @Override
  public Uni<Void> clear(Mutiny.StatelessSession session) {
    return session.createNativeQuery(CLEAR).executeUpdate().replaceWithVoid();
  }
}
