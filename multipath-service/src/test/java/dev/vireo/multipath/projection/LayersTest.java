package dev.vireo.multipath.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LayersTest {

  @Property(tries = 200)
  void what_meets_in_a_row_is_laid_in_the_order_it_was_said(
      @ForAll long seed, @ForAll @IntRange(max = 120) int count) {
    List<Envelope<? extends Event>> events = projected(seed, count);
    Map<Envelope<? extends Event>, Integer> layer = layerOf(events);
    for (int later = 0; later < events.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Envelope<? extends Event> before = events.get(earlier);
        Envelope<? extends Event> after = events.get(later);
        if (before.subject().equals(after.subject())) {
          assertThat(layer.get(after)).isGreaterThanOrEqualTo(layer.get(before));
          if (meet(before, after)) {
            assertThat(layer.get(after)).isGreaterThan(layer.get(before));
          }
        }
      }
    }
  }

  @Property(tries = 200)
  void every_event_is_laid_once(@ForAll long seed, @ForAll @IntRange(max = 120) int count) {
    List<Envelope<? extends Event>> events = projected(seed, count);
    assertThat(Layers.of(events, MultipathViews.PROJECTIONS).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(events);
  }

  @Property(tries = 50)
  void keys_do_not_lengthen_each_others_way(@ForAll long seed) {
    List<Envelope<? extends Event>> events = projected(seed, 100);
    int most =
        events.stream().map(Envelope::subject).distinct().toList().stream()
            .mapToInt(
                key ->
                    Layers.of(
                            events.stream().filter(e -> e.subject().equals(key)).toList(),
                            MultipathViews.PROJECTIONS)
                        .size())
            .max()
            .orElse(0);
    assertThat(Layers.of(events, MultipathViews.PROJECTIONS)).hasSize(most);
  }

  /** Whether one statement could not write both, or not in this order. */
  private static boolean meet(Envelope<? extends Event> before, Envelope<? extends Event> after) {
    Projection<?> one = projection(before);
    Projection<?> other = projection(after);
    return other.turn().compareTo(one.turn()) < 0
        || one.rowsOf(before.data()).stream().anyMatch(other.rowsOf(after.data())::contains);
  }

  private static Projection<?> projection(Envelope<? extends Event> event) {
    Projection<?> projection = MultipathViews.PROJECTIONS.get(event.data().getClass());
    assertThat(projection).isNotNull();
    return projection;
  }

  private static List<Envelope<? extends Event>> projected(long seed, int count) {
    return EventMix.of(seed, "layers", count).stream()
        .filter(e -> MultipathViews.PROJECTIONS.containsKey(e.data().getClass()))
        .distinct()
        .toList();
  }

  private static Map<Envelope<? extends Event>, Integer> layerOf(
      List<Envelope<? extends Event>> events) {
    List<List<Envelope<? extends Event>>> layers = Layers.of(events, MultipathViews.PROJECTIONS);
    Map<Envelope<? extends Event>, Integer> of = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Envelope<? extends Event> event : layers.get(i)) {
        of.put(event, i);
      }
    }
    return of;
  }
}
