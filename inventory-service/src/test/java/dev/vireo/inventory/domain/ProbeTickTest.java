package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProbeTickTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant T = Instant.parse("2026-03-01T10:20:05Z");

  @Test
  void two_instances_give_the_same_command_within_one_tick() {
    assertThat(ProbeTick.at(T, MINUTE).command("/vireo/inventory"))
        .isEqualTo(ProbeTick.at(T.plusSeconds(50), MINUTE).command("/vireo/inventory"));
  }

  @Test
  void the_next_tick_and_another_interval_are_other_commands() {
    String id = ProbeTick.at(T, MINUTE).command("/vireo/inventory").id();

    assertThat(ProbeTick.at(T.plus(MINUTE), MINUTE).command("/vireo/inventory").id())
        .isNotEqualTo(id);
    assertThat(ProbeTick.at(T, MINUTE.multipliedBy(2)).command("/vireo/inventory").id())
        .isNotEqualTo(id);
  }

  @Test
  void a_tick_begins_at_its_own_time_and_not_when_it_is_published() {
    assertThat(ProbeTick.at(T, MINUTE).begin()).isEqualTo(Instant.parse("2026-03-01T10:20:00Z"));
  }
}
