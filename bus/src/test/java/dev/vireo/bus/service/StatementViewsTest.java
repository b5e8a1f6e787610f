package dev.vireo.bus.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerStopped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatementViewsTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void events_of_many_subjects_lie_together_and_those_of_one_keep_their_order() {
    List<Map<Class<?>, List<Envelope<? extends Event>>>> layers =
        StatementViews.layers(
            Stream.of(
                    stopped("a", "1"),
                    stopped("a", "2"),
                    destroyed("b", "7"),
                    stopped("c", "9"),
                    destroyed("a", "1"),
                    stopped("b", "8"))
                .<Envelope<? extends Event>>map(e -> event(e))
                .toList());

    assertThat(layers.stream().map(StatementViewsTest::words))
        .containsExactly(
            List.of("ContainerStopped a 1, c 9", "ContainerDestroyed b 7"),
            List.of("ContainerStopped a 2, b 8"),
            List.of("ContainerDestroyed a 1"));
  }

  private static List<String> words(Map<Class<?>, List<Envelope<? extends Event>>> layer) {
    return layer.entrySet().stream()
        .map(
            e ->
                e.getKey().getSimpleName()
                    + " "
                    + String.join(
                        ", ",
                        e.getValue().stream()
                            .map(each -> each.data().about() + " " + each.data().facet())
                            .toList()))
        .toList();
  }

  private static Event stopped(String host, String container) {
    return new ContainerStopped(host, container, false, List.of(), "a listing");
  }

  private static Event destroyed(String host, String container) {
    return new ContainerDestroyed(host, container, null, null, List.of(), "a listing");
  }

  private static Envelope<Event> event(Event event) {
    return new Envelope<>(
        event.about() + event.facet(),
        Catalogue.typeOf(event.getClass()),
        "/test",
        event.about(),
        AT,
        "chain",
        null,
        "test",
        event);
  }
}
