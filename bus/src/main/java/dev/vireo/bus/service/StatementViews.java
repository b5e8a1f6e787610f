package dev.vireo.bus.service;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Views in PostgreSQL that are made by statements alone. An event that comes again is known by its
 * id, in a table {@code seen_events} of the service.
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

  /** Which events are written by one run of their type's statements. */
  protected enum Run {
    /** Each by its own: parameter 1 is what {@link EventJson} makes of one event. */
    EACH,
    /**
     * Those of different subjects, what they are {@link Event#about}: parameter 1 is what {@link
     * EventJson} makes of a list of events. Only where no two events of different subjects write
     * the same row.
     */
    SUBJECTS_TOGETHER
  }

  private final Map<Class<? extends Event>, List<String>> projections;
  private final Run run;
  private final String clear;

  /**
   * Views of these types of events.
   *
   * @param projections statements of each type, run in order
   * @param run what their parameter 1 is
   * @param clear empties all tables of the views
   */
  protected StatementViews(
      Map<Class<? extends Event>, List<String>> projections, Run run, String clear) {
    this.projections = projections;
    this.run = run;
    this.clear = clear;
  }

  /** As with {@link Run#EACH}. */
  protected StatementViews(Map<Class<? extends Event>, List<String>> projections, String clear) {
    this(projections, Run.EACH, clear);
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
        .iterable(statements(events))
        .onItem()
        .transformToUniAndConcatenate(
            s -> session.createNativeQuery(s.sql()).setParameter(1, s.events()).executeUpdate())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private record Statement(String sql, String events) {}

  private List<Statement> statements(List<Envelope<? extends Event>> events) {
    return switch (run) {
      case EACH ->
          events.stream()
              .flatMap(e -> statements(e.data().getClass(), EventJson.of(e)).stream())
              .toList();
      case SUBJECTS_TOGETHER ->
          layers(events).stream()
              .flatMap(layer -> layer.entrySet().stream())
              .flatMap(e -> statements(e.getKey(), EventJson.of(e.getValue())).stream())
              .toList();
    };
  }

  private List<Statement> statements(Class<?> type, String events) {
    return projections.getOrDefault(type, List.of()).stream()
        .map(sql -> new Statement(sql, events))
        .toList();
  }

  /**
   * Events in layers, by their types: of one subject there is at most one in each, and a later one
   * in a later layer.
   */
  static List<Map<Class<?>, List<Envelope<? extends Event>>>> layers(
      List<Envelope<? extends Event>> events) {
    List<Map<Class<?>, List<Envelope<? extends Event>>>> layers = new ArrayList<>();
    Map<String, Integer> heights = new HashMap<>();
    for (Envelope<? extends Event> event : events) {
      int height = heights.merge(event.data().about(), 1, Integer::sum);
      if (height > layers.size()) {
        layers.add(new LinkedHashMap<>());
      }
      layers
          .get(height - 1)
          .computeIfAbsent(event.data().getClass(), type -> new ArrayList<>())
          .add(event);
    }
    return layers;
  }

  @Override
  public Uni<Void> clear(Mutiny.StatelessSession session) {
    return session.createNativeQuery(clear).executeUpdate().replaceWithVoid();
  }
}
