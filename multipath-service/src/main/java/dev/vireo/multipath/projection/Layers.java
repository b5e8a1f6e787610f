package dev.vireo.multipath.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays events in layers. Within a layer all events of a type can be written by one statement, in
 * whatever order: no two of them concern one row, but for a reading and the changes that came after
 * it, which {@link Projection.Turn} keeps in order. What one key says in later events lies in later
 * layers where it must; keys have no order among them.
 */
final class Layers {

  private Layers() {}

  /**
   * The layers of events, lowest first.
   *
   * @param events in order; of types that have a projection
   */
  static List<List<Envelope<? extends Event>>> of(
      List<Envelope<? extends Event>> events, Map<Class<?>, Projection<?>> projections) {
    List<List<Envelope<? extends Event>>> layers = new ArrayList<>();
    Map<String, Top> tops = new HashMap<>();
    for (Envelope<? extends Event> event : events) {
      Projection<?> projection = projections.get(event.data().getClass());
      if (projection == null) {
        throw new IllegalArgumentException(event.type() + " has no projection");
      }
      int layer =
          tops.computeIfAbsent(event.data().about(), key -> new Top())
              .add(projection.turn(), projection.rowsOf(event.data()));
      if (layer == layers.size()) {
        layers.add(new ArrayList<>());
      }
      layers.get(layer).add(event);
    }
    return layers;
  }

  /** The highest layer of a key: what later events of the key must not get beneath. */
  private static final class Top {
    private int layer;
    private Projection.Turn turn = Projection.Turn.READ;
    private final Set<String> rows = new HashSet<>();

    int add(Projection.Turn next, List<String> nextRows) {
      if (next.compareTo(turn) < 0 || nextRows.stream().anyMatch(rows::contains)) {
        layer++;
        rows.clear();
      }
      turn = next;
      rows.addAll(nextRows);
      return layer;
    }
  }
}
