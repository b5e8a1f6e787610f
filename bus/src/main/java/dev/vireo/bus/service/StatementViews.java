package dev.vireo.bus.service;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Views in PostgreSQL that are made by statements alone, one event after the other. An event that
 * comes again is known by its id, in a table {@code seen_events} of the service.
 *
 * <p>For services whose events are few; one whose events come by the thousand writes many at once.
 */
public abstract class StatementViews implements Views {

  private static final String TAKE =
      """
      insert into seen_events (id)
      select distinct id
        from jsonb_array_elements_text(cast(cast(?1 as text) as jsonb)) as t(id)
      on conflict do nothing
      returning id
      """;

  private final Map<Class<? extends Event>, List<String>> projections;
  private final String clear;

  /**
   * Views of these types of events.
   *
   * @param projections statements of each type, run in order; parameter 1 is what {@link EventJson}
   *     makes of the event
   * @param clear empties all tables of the views
   */
  protected StatementViews(Map<Class<? extends Event>, List<String>> projections, String clear) {
    this.projections = projections;
    this.clear = clear;
  }

  @Override
  public Uni<Void> apply(Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    List<Envelope<? extends Event>> concerned =
        events.stream().filter(e -> projections.containsKey(e.data().getClass())).toList();
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

  private Uni<Void> inOrder(
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

  private List<Statement> statements(Envelope<? extends Event> event) {
    String json = EventJson.of(event);
    return projections.getOrDefault(event.data().getClass(), List.of()).stream()
        .map(sql -> new Statement(sql, json))
        .toList();
  }

  @Override
  public Uni<Void> clear(Mutiny.StatelessSession session) {
    return session.createNativeQuery(clear).executeUpdate().replaceWithVoid();
  }
}
