package dev.vireo.console.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TimeOrderTest {

  @Test
  void nothing_is_given_out_while_an_open_queue_may_bring_something_earlier() {
    TimeOrder<String, Long> order = new TimeOrder<>(Long::longValue);
    order.begin("a");
    order.begin("b");
    order.add("a", 5L);
    assertThat(order.ready()).isEmpty();
    order.add("b", 3L);
    assertThat(order.ready()).containsExactly(3L);
    order.end("b");
    assertThat(order.ready()).containsExactly(5L);
  }

  @Property
  void queues_in_order_come_out_as_one_in_order_and_nothing_is_lost(
      @ForAll @Size(min = 1, max = 4)
          List<@Size(max = 30) List<@IntRange(min = 0, max = 50) Integer>> given,
      @ForAll @IntRange(min = 1, max = 7) int step) {
    List<List<Integer>> queues =
        given.stream().map(each -> each.stream().sorted().toList()).toList();
    TimeOrder<Integer, Integer> order = new TimeOrder<>(Integer::longValue);
    for (int q = 0; q < queues.size(); q++) {
      order.begin(q);
    }
    List<Integer> out = new ArrayList<>();
    int longest = queues.stream().mapToInt(List::size).max().orElse(0);
    for (int start = 0; start < longest + step; start += step) {
      for (int q = 0; q < queues.size(); q++) {
        List<Integer> queue = queues.get(q);
        for (int i = start; i < Math.min(start + step, queue.size()); i++) {
          order.add(q, queue.get(i));
        }
        if (start + step >= queue.size()) {
          order.end(q);
        }
      }
      out.addAll(order.ready());
    }
    assertThat(out).isEqualTo(queues.stream().flatMap(List::stream).sorted().toList());
  }
}
