package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PaceTest {

  @Property
  void in_no_second_begin_more_than_may(
      @ForAll @IntRange(min = 1, max = 500) int perSecond,
      @ForAll long start,
      @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 3_000_000_000L) Long> delays) {
    Pace pace = Pace.from(start, perSecond);
    long now = start;
    long before = start - pace.pause();
    for (long delay : delays) {
      now += Math.max(0, pace.untilNext(now)) + delay;
      assertThat(now - before).isGreaterThanOrEqualTo(1_000_000_000L / perSecond);
      before = now;
      pace = pace.begun(now);
    }
  }
}
