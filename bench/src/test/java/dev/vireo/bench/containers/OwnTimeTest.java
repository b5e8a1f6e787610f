package dev.vireo.bench.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnTimeTest {

  @Test
  void ten_containers_a_host_at_four_a_time_take_three_rounds() {
    OwnTime own = new OwnTime(20, 200, 4, 2_000);
    assertThat(own.ofTools()).isEqualTo(Duration.ofSeconds(9));
    assertThat(own.withBoot()).isEqualTo(Duration.ofMillis(10_500));
  }

  @Test
  void the_host_with_one_more_decides() {
    assertThat(new OwnTime(20, 161, 4, 2_000).ofTools()).isEqualTo(Duration.ofSeconds(9));
    assertThat(new OwnTime(20, 160, 4, 2_000).ofTools()).isEqualTo(Duration.ofSeconds(6));
  }
}
