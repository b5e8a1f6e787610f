package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitLineTest {

  private final WaitLine line = new WaitLine();
  private final List<String> told = new ArrayList<>();

  private Waiter waiter(String name) {
    return new Waiter() {
      @Override
      public void done() {
        told.add(name + " done");
      }

      @Override
      public void failed(String reason) {
        told.add(name + " " + reason);
      }
    };
  }

  @Test
  void who_comes_late_to_a_write_that_hangs_waits_as_long_as_any_other() {
    line.join(1, 0);
    line.await(1, waiter("writer"), 0);
    line.failOlderThan(3_000, "tired");
    line.await(1, waiter("reader"), 3_010);
    line.failOlderThan(3_005, "tired");
    assertThat(told).containsExactly("writer tired");
    line.durableNow(1);
    assertThat(told).containsExactly("writer tired", "reader done");
  }

  @Test
  void a_group_is_durable_when_all_before_it_are() {
    line.join(1, 0);
    line.join(2, 0);
    line.await(2, waiter("second"), 0);
    line.durableNow(2);
    assertThat(told).isEmpty();
    assertThat(line.durable(2)).isFalse();
    line.durableNow(1);
    assertThat(told).containsExactly("second done");
    assertThat(line.durable(2)).isTrue();
  }

  @Test
  void who_waits_for_what_is_gone_is_told() {
    line.join(1, 0);
    line.await(1, waiter("writer"), 0);
    line.failAll("lost");
    assertThat(told).containsExactly("writer lost");
  }
}
