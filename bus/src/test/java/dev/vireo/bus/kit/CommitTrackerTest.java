package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommitTrackerTest {

  private final CommitTracker tracker = new CommitTracker(7);

  @Test
  void commits_nothing_new_before_something_is_finished() {
    tracker.begin(7);
    tracker.begin(8);

    assertThat(tracker.committable()).isEqualTo(7);
  }

  @Test
  void commits_up_to_the_first_record_that_is_not_finished() {
    tracker.begin(7);
    tracker.begin(8);
    tracker.begin(9);

    tracker.finish(7);
    tracker.finish(9);

    assertThat(tracker.committable()).isEqualTo(8);
  }

  @Test
  void jumps_over_what_was_finished_out_of_order() {
    tracker.begin(7);
    tracker.begin(8);
    tracker.begin(9);

    tracker.finish(9);
    tracker.finish(8);
    tracker.finish(7);

    assertThat(tracker.committable()).isEqualTo(10);
  }

  @Test
  void takes_a_gap_for_finished() {
    tracker.begin(7);
    tracker.begin(12);
    tracker.finish(7);

    assertThat(tracker.committable()).isEqualTo(12);
  }

  @Test
  void refuses_an_offset_twice_and_one_that_was_never_begun() {
    tracker.begin(7);

    assertThatThrownBy(() -> tracker.begin(7)).hasMessageContaining("next is 8");
    assertThatThrownBy(() -> tracker.finish(8)).hasMessageContaining("not under way");
  }

  @Property
  void never_commits_past_a_record_that_is_not_finished(
      @ForAll @LongRange(max = 1L << 40) long first,
      @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> steps) {
    CommitTracker tracker = new CommitTracker(first);
    NavigableSet<Long> open = new TreeSet<>();
    long next = first;
    long committed = first;
    for (int step : steps) {
      if (open.isEmpty() || step < 200) {
        next += step % 3; // gaps of 0 to 2
        tracker.begin(next);
        open.add(next++);
      } else {
        Long any = List.copyOf(open).get(step % open.size());
        tracker.finish(any);
        open.remove(any);
        assertThat(tracker.committable()).isEqualTo(open.isEmpty() ? next : open.first());
      }

      assertThat(tracker.committable())
          .isGreaterThanOrEqualTo(committed)
          .isLessThanOrEqualTo(open.isEmpty() ? next : open.first());
      committed = tracker.committable();
      assertThat(tracker.next()).isEqualTo(next);
    }
  }
}
