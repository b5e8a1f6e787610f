package dev.vireo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClaimTest {

  @Test
  void a_ratio_at_its_bound_is_met_and_one_above_is_not() {
    assertThat(Claim.atMost("ratio", 1.25, 1.25))
        .hasToString("claim: ratio <= 1.25; measured 1.25: met");
    assertThat(Claim.atMost("ratio", 1.26, 1.25))
        .hasToString("claim: ratio <= 1.25; measured 1.26: NOT MET");
  }

  @Test
  void a_speed_below_its_bound_is_not_met() {
    assertThat(Claim.atLeast("MB/s", 99, 100).met()).isFalse();
    assertThat(Claim.atLeast("MB/s", 100, 100).met()).isTrue();
  }
}
