package dev.vireo.backup.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.retention.RestorePointFact.State;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetentionTest {

  private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

  @Example
  void few_keeps_a_week_of_days_and_four_weeks() {
    List<RestorePointFact> daily =
        IntStream.range(0, 60)
            .mapToObj(i -> point("p" + i, NOON.minus(i, ChronoUnit.DAYS)))
            .toList();
    RetentionPlan plan = RetentionPlan.of(daily, RetentionPolicy.FEW, ZoneOffset.UTC);
    assertThat(plan.keep().keySet())
        .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p14", "p21");
    assertThat(plan.expire()).hasSize(50);
  }

  @Example
  void the_hour_that_a_change_of_the_clock_repeats_is_two_hours() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    List<RestorePointFact> points =
        List.of(
            point("summer", Instant.parse("2026-10-25T00:30:00Z")),
            point("winter", Instant.parse("2026-10-25T01:30:00Z")));
    assertThat(
            RetentionPlan.of(points, RetentionPolicy.parse("retention", "hourly=2"), berlin)
                .expire())
        .isEmpty();
  }

  @Example
  void a_much_smaller_result_rotates_nothing_away() {
    List<RestorePointFact> points =
        List.of(
            point("old", NOON.minus(9, ChronoUnit.DAYS)),
            point("good", NOON.minus(1, ChronoUnit.DAYS)),
            new RestorePointFact("empty", NOON, State.UNVERIFIED, true));
    RetentionPlan plan =
        RetentionPlan.of(points, RetentionPolicy.parse("retention", "last=1"), ZoneOffset.UTC);
    assertThat(plan.expire()).isEmpty();
    assertThat(plan.heldBack()).hasValueSatisfying(why -> assertThat(why).contains("empty"));
  }

  @Example
  void a_damaged_point_takes_no_place_from_a_whole_one() {
    List<RestorePointFact> points =
        List.of(
            point("whole", NOON.minus(2, ChronoUnit.HOURS)),
            new RestorePointFact("hurt", NOON, State.DAMAGED, false));
    assertThat(
            RetentionPlan.of(points, RetentionPolicy.parse("retention", "last=1"), ZoneOffset.UTC)
                .expire())
        .isEmpty();
  }

  @Example
  void refuses_to_keep_nothing() {
    assertThatThrownBy(() -> RetentionPolicy.parse("retention", "daily=0,weekly=0"))
        .isInstanceOf(MalformedValue.class)
        .hasMessageContaining("last good one");
  }

  @Property
  void the_last_good_and_the_last_verified_point_always_stay(
      @ForAll("points") List<RestorePointFact> points, @ForAll("policies") RetentionPolicy policy) {
    RetentionPlan plan = RetentionPlan.of(points, policy, ZoneOffset.UTC);
    Set<String> expired = new HashSet<>(plan.expire().stream().map(RestorePointFact::id).toList());
    newest(points.stream().filter(RestorePointFact::good).toList())
        .forEach(id -> assertThat(expired).doesNotContain(id));
    newest(points.stream().filter(p -> p.state() == State.VERIFIED).toList())
        .forEach(id -> assertThat(expired).doesNotContain(id));
    assertThat(plan.keep().size() + expired.size()).isEqualTo(points.size());
  }

  @Property
  void applied_twice_it_removes_nothing_more(
      @ForAll("points") List<RestorePointFact> points, @ForAll("policies") RetentionPolicy policy) {
    RetentionPlan first = RetentionPlan.of(points, policy, ZoneOffset.UTC);
    List<RestorePointFact> left = new ArrayList<>(points);
    left.removeAll(first.expire());
    assertThat(RetentionPlan.of(left, policy, ZoneOffset.UTC).expire()).isEmpty();
  }

  @Property
  void a_policy_reads_back_what_it_writes(@ForAll("policies") RetentionPolicy policy) {
    assertThat(RetentionPolicy.parse("retention", policy.text())).isEqualTo(policy);
  }

  /** At most one: the newest of them. */
  private static List<String> newest(List<RestorePointFact> points) {
    return points.stream()
        .max(Comparator.comparing(RestorePointFact::at).thenComparing(RestorePointFact::id))
        .map(RestorePointFact::id)
        .stream()
        .toList();
  }

  private static RestorePointFact point(String id, Instant at) {
    return new RestorePointFact(id, at, State.UNVERIFIED, false);
  }

  @Provide
  Arbitrary<List<RestorePointFact>> points() {
    Arbitrary<Integer> hours = Arbitraries.integers().between(0, 24 * 900);
    return Combinators.combine(
            hours, Arbitraries.of(State.values()), Arbitraries.integers().between(0, 5))
        .as((h, s, n) -> new Draft(h, s, n == 0))
        .list()
        .ofMaxSize(40)
        .map(
            drafts ->
                IntStream.range(0, drafts.size())
                    .mapToObj(
                        i ->
                            new RestorePointFact(
                                "p" + i,
                                NOON.minus(drafts.get(i).hours(), ChronoUnit.HOURS),
                                drafts.get(i).state(),
                                drafts.get(i).smaller()))
                    .toList());
  }

  private record Draft(int hours, State state, boolean smaller) {}

  @Provide
  Arbitrary<RetentionPolicy> policies() {
    return Arbitraries.maps(
            Arbitraries.of(RetentionPolicy.Span.values()), Arbitraries.integers().between(1, 9))
        .ofMinSize(1)
        .map(RetentionPolicy::new);
  }
}
