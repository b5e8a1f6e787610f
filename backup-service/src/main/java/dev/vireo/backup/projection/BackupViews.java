package dev.vireo.backup.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.service.Views;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The backup events in PostgreSQL: destinations, jobs, their restore points and what befell them.
 */
@ApplicationScoped
public class BackupViews implements Views {

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
      truncate seen_events, destinations, jobs, runs, restore_points, missed_runs, restores, checks,
               diagnoses
      """;

  @Override
  public Uni<Void> apply(Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    List<Envelope<? extends Event>> concerned =
        events.stream().filter(e -> Projections.ALL.containsKey(e.data().getClass())).toList();
    if (concerned.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(TAKE, String.class)
        .setParameter(1, EventJson.ids(concerned))
        .getResultList()
        .chain(taken -> inOrder(session, firsts(concerned, new HashSet<>(taken))));
  }

  /** Each event that was not seen before, once. */
  private static List<Envelope<? extends Event>> firsts(
      List<Envelope<? extends Event>> events, Set<String> unseen) {
    return events.stream().filter(e -> unseen.remove(e.id())).toList();
  }

  private static Uni<Void> inOrder(
      Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    return Multi.createFrom()
        .iterable(events.stream().flatMap(e -> statements(e).stream()).toList())
        .onItem()
        .transformToUniAndConcatenate(
            s -> session.createNativeQuery(s.sql()).setParameter(1, s.event()).executeUpdate())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private record Statement(String sql, String event) {}

  private static List<Statement> statements(Envelope<? extends Event> event) {
    String json = EventJson.of(event);
    return Projections.ALL.getOrDefault(event.data().getClass(), List.of()).stream()
        .map(sql -> new Statement(sql, json))
        .toList();
  }

  @Override
  public Uni<Void> clear(Mutiny.StatelessSession session) {
    return session.createNativeQuery(CLEAR).executeUpdate().replaceWithVoid();
  }
}
