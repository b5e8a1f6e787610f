package dev.vireo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class QuantilesTest {

  @Test
  void p99_of_a_hundred_is_the_last_but_one() {
    Quantiles quantiles = Quantiles.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

    assertThat(quantiles.at(0.99)).isEqualTo(99);
    assertThat(quantiles.at(0.5)).isEqualTo(50);
    assertThat(quantiles.at(1)).isEqualTo(100);
  }

  @Test
  void every_quantile_of_one_duration_is_that_duration() {
    assertThat(Quantiles.of(7).at(0.01)).isEqualTo(7);
    assertThat(Quantiles.of(7).at(0.99)).isEqualTo(7);
  }

  @Test
  void refuses_a_share_that_is_none() {
    assertThatThrownBy(() -> Quantiles.of(7).at(0)).hasMessageContaining("not 0.0");
    assertThatThrownBy(() -> Quantiles.of(7).at(99)).hasMessageContaining("not 99.0");
  }
}
