package dev.vireo.ramcloud.tablet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of what can happen to a tablet, within bounds: that no acknowledged write is lost, no
 * read is stale and no two owners acknowledge what cannot both be. And that leaving a rule out is
 * noticed, for each rule.
 */
class TabletModelTest {

  @Test
  void two_masters_keep_every_promise_while_the_tablet_moves() {
    holds(ModelBounds.of(2, 1, 2, 1).ticks(2));
  }

  @Test
  void a_master_that_sees_where_the_log_ends_before_it_reads_it_keeps_every_promise() {
    holds(ModelBounds.of(2, 1, 2, 1).ticks(3).looks(1));
  }

  @Test
  void a_send_that_was_given_up_and_arrives_late_harms_nothing() {
    holds(ModelBounds.of(2, 1, 2, 1).failures(1).compactions(1));
  }

  @Test
  void a_fail_over_of_the_broker_harms_nothing() {
    holds(ModelBounds.of(2, 1, 2, 1).failOvers(1).ticks(1));
  }

  @Test
  void a_tablet_that_is_handed_over_is_served_at_once_and_nothing_is_stale() {
    holds(ModelBounds.of(2, 1, 2, 1).handOvers(1).ticks(1));
  }

  @Test
  void writes_of_two_keys_do_not_disturb_each_other() {
    holds(ModelBounds.of(2, 2, 2, 1).compactions(1));
  }

  @ParameterizedTest
  @EnumSource(Safeguard.class)
  void a_rule_that_is_left_out_is_missed(Safeguard rule) {
    var bounds =
        switch (rule) {
          case CONTIGUOUS_OFFSETS, EPOCHS -> ModelBounds.of(2, 1, 2, 1).failures(1);
          case READ_LEASE, LEASE_WAIT -> ModelBounds.of(2, 1, 1, 1).ticks(2);
          case ACKNOWLEDGEMENT -> ModelBounds.of(2, 1, 1, 1);
          case REASSERTION -> ModelBounds.of(2, 1, 2, 1).heartbeats(1).failures(1).compactions(1);
        };
    var found = ModelSearch.search(bounds.without(rule));
    assertThat(found.violation()).as("%s, %d states", rule, found.states()).isNotNull();
    assertThat(ModelSearch.search(bounds).violation()).as("with the rule").isNull();
  }

  @Test
  @Tag("long")
  void heartbeats_keep_the_lease_and_every_promise() {
    holds(ModelBounds.of(2, 1, 2, 1).ticks(2).heartbeats(1));
  }

  @Test
  @Tag("long")
  void late_sends_fail_overs_and_compaction_together_harm_nothing() {
    holds(ModelBounds.of(2, 1, 2, 1).failures(1).failOvers(1).compactions(1));
  }

  @Test
  @Tag("long")
  void three_masters_keep_every_promise_over_two_moves() {
    holds(ModelBounds.of(3, 1, 2, 2).ticks(2));
  }

  private static void holds(ModelBounds bounds) {
    var found = ModelSearch.search(bounds);
    assertThat(found.violation()).as("%s, %d states", bounds, found.states()).isNull();
    assertThat(found.states()).isGreaterThan(1_000);
  }
}
