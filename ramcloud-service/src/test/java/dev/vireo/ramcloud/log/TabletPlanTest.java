package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.log.TabletPlan.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TabletPlanTest {

  @Property(tries = 300)
  void every_tablet_has_one_owner_and_another_standby_and_loads_come_to_be_even(
      @ForAll @IntRange(min = 1, max = 40) int tablets,
      @ForAll @IntRange(min = 1, max = 6) int masters,
      @ForAll long seed) {
    Random random = new Random(seed);
    Map<Integer, TabletPlan.Place> plan = new TreeMap<>();
    List<String> ids = IntStream.range(0, masters).mapToObj(m -> "m" + m).toList();
    for (int tablet = 0; tablet < tablets; tablet++) {
      plan.put(tablet, new TabletPlan.Place(ids.get(random.nextInt(masters)), null, null));
    }
    for (int round = 0; round < 3; round++) {
      plan = TabletPlan.of(tablets, candidates(ids, plan), Map.of());
    }
    assertThat(plan).hasSize(tablets);
    plan.values().forEach(place -> assertThat(place.standby()).isNotEqualTo(place.owner()));
    var loads =
        plan.values().stream()
            .collect(Collectors.groupingBy(place -> "" + place.owner(), Collectors.counting()));
    assertThat(loads.values()).allMatch(load -> load <= (tablets + masters - 1) / masters);
    assertThat(TabletPlan.of(tablets, candidates(ids, plan), Map.of())).isEqualTo(plan);
  }

  @Test
  void a_served_tablet_stays_until_its_next_master_has_read_its_log() {
    var busy = new Candidate("a", false, List.of(0, 1), List.of());
    var cold =
        TabletPlan.of(2, List.of(busy, new Candidate("b", false, List.of(), List.of())), Map.of());
    assertThat(cold.values()).allMatch(place -> "a".equals(place.owner()));
    assertThat(cold.values()).allMatch(place -> "b".equals(place.standby()));
    var warm =
        TabletPlan.of(
            2, List.of(busy, new Candidate("b", false, List.of(), List.of(0, 1))), Map.of());
    assertThat(warm.get(1)).isEqualTo(new TabletPlan.Place("b", "a", "a"));
  }

  @Test
  void the_tablets_of_the_dead_go_to_who_followed_them() {
    var plan =
        TabletPlan.of(
            4,
            List.of(
                new Candidate("a", false, List.of(0, 1), List.of()),
                new Candidate("b", false, List.of(), List.of(2, 3))),
            Map.of());
    assertThat(plan.get(2)).isEqualTo(new TabletPlan.Place("b", "a", null));
    assertThat(plan.get(3)).isEqualTo(new TabletPlan.Place("b", "a", null));
  }

  @Test
  void a_master_that_leaves_is_rid_of_all_and_the_last_one_keeps_all() {
    var leaving = new Candidate("a", true, List.of(0, 1), List.of());
    var plan =
        TabletPlan.of(
            2, List.of(leaving, new Candidate("b", false, List.of(), List.of())), Map.of());
    assertThat(plan.values()).allMatch(place -> "b".equals(place.owner()));
    assertThat(TabletPlan.of(2, List.of(leaving), Map.of()).values())
        .allMatch(place -> "a".equals(place.owner()));
  }

  private static List<Candidate> candidates(List<String> ids, Map<Integer, TabletPlan.Place> plan) {
    List<Candidate> candidates = new ArrayList<>();
    for (String id : ids) {
      candidates.add(
          new Candidate(
              id,
              false,
              plan.entrySet().stream()
                  .filter(each -> id.equals(each.getValue().owner()))
                  .map(Map.Entry::getKey)
                  .toList(),
              plan.entrySet().stream()
                  .filter(each -> id.equals(each.getValue().standby()))
                  .map(Map.Entry::getKey)
                  .toList()));
    }
    return candidates;
  }

  @Test
  void a_standby_dies_with_another_process_where_there_is_one() {
    String process = "0123456789abcdef0123456789abcdef0123";
    String other = "fedcba9876543210fedcba9876543210fedc";
    List<Candidate> masters =
        List.of(
            new Candidate(process + "0000", false, List.of(0, 1), List.of()),
            new Candidate(process + "0001", false, List.of(2, 3), List.of(0, 1)),
            new Candidate(other + "0000", false, List.of(4, 5), List.of()));
    Map<Integer, TabletPlan.Place> places = TabletPlan.of(6, masters, Map.of());
    for (int tablet = 0; tablet < 4; tablet++) {
      assertThat(standby(places, tablet)).as("tablet %d", tablet).isEqualTo(other + "0000");
    }
    assertThat(standby(places, 4)).startsWith(process);
    // Alone, a process follows itself: better than nothing when only a core is moved.
    assertThat(standby(TabletPlan.of(4, masters.subList(0, 2), Map.of()), 0))
        .isEqualTo(process + "0001");
  }

  private static @Nullable String standby(Map<Integer, TabletPlan.Place> places, int tablet) {
    TabletPlan.Place place = places.get(tablet);
    return place == null ? null : place.standby();
  }
}
