package dev.vireo.multipath.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.multipath.domain.Rollout.Decision;
import dev.vireo.multipath.domain.Rollout.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RolloutTest {

  private static final Ended OK = Ended.SUCCEEDED;
  private static final Ended FAILED = Ended.FAILED;

  private static Rollout rollout(int hosts, int canary, int wave, int maxFailures) {
    return new Rollout(names(hosts), new Rollout.Policy(canary, wave, maxFailures));
  }

  private static List<String> names(int hosts) {
    return IntStream.rangeClosed(1, hosts).mapToObj(i -> "esx" + i).toList();
  }

  @Test
  void starts_the_canaries_alone() {
    assertThat(rollout(5, 2, 2, 0).next(Set.of(), Map.of()))
        .isEqualTo(new Decision.StartHosts(List.of("esx1", "esx2")));
  }

  @Test
  void waits_for_every_canary_before_the_first_wave() {
    assertThat(rollout(5, 2, 2, 0).next(Set.of("esx1", "esx2"), Map.of("esx1", OK)))
        .isEqualTo(new Decision.Wait(Set.of("esx2")));
  }

  @Test
  void starts_the_first_wave_when_all_canaries_succeeded() {
    assertThat(rollout(5, 2, 2, 0).next(Set.of(), Map.of("esx1", OK, "esx2", OK)))
        .isEqualTo(new Decision.StartHosts(List.of("esx3", "esx4")));
  }

  @Test
  void stops_at_a_failed_canary_however_large_the_error_budget_is() {
    assertThat(rollout(5, 2, 2, 9).next(Set.of("esx1", "esx2"), Map.of("esx1", FAILED)))
        .isEqualTo(
            new Decision.Stop(
                "canary esx1 failed", Set.of("esx2"), List.of("esx3", "esx4", "esx5")));
  }

  @Test
  void goes_on_while_failures_are_within_the_budget() {
    assertThat(rollout(5, 1, 2, 1).next(Set.of(), Map.of("esx1", OK, "esx2", FAILED, "esx3", OK)))
        .isEqualTo(new Decision.StartHosts(List.of("esx4", "esx5")));
  }

  @Test
  void stops_when_the_budget_is_spent_and_says_who_failed() {
    assertThat(rollout(5, 1, 2, 0).next(Set.of("esx3"), Map.of("esx1", OK, "esx2", FAILED)))
        .isEqualTo(
            new Decision.Stop(
                "1 host failed, 0 may: esx2", Set.of("esx3"), List.of("esx4", "esx5")));
  }

  @Test
  void starts_all_at_once_without_canary_and_wave() {
    assertThat(rollout(3, 0, 0, 0).next(Set.of(), Map.of()))
        .isEqualTo(new Decision.StartHosts(List.of("esx1", "esx2", "esx3")));
  }

  @Test
  void is_done_when_all_ended_even_over_the_budget() {
    assertThat(rollout(2, 0, 0, 0).next(Set.of(), Map.of("esx1", OK, "esx2", FAILED)))
        .isEqualTo(new Decision.Done(1, 1));
  }

  @Test
  void is_done_at_once_with_no_host() {
    assertThat(rollout(0, 1, 1, 0).next(Set.of(), Map.of())).isEqualTo(new Decision.Done(0, 0));
  }

  @Test
  void takes_more_canaries_than_hosts_for_all_hosts() {
    assertThat(rollout(2, 9, 1, 0).next(Set.of(), Map.of()))
        .isEqualTo(new Decision.StartHosts(List.of("esx1", "esx2")));
  }

  @Test
  void starts_the_rest_of_a_wave_that_a_crash_cut() {
    assertThat(rollout(4, 0, 4, 0).next(Set.of("esx1"), Map.of("esx2", OK)))
        .isEqualTo(new Decision.StartHosts(List.of("esx3", "esx4")));
  }

  @Test
  void refuses_negative_numbers_by_name() {
    assertThatThrownBy(() -> new Rollout.Policy(0, 0, -1))
        .isInstanceOf(MalformedValue.class)
        .hasMessageContaining("max-failures '-1'");
  }

  @Property
  void never_runs_more_than_a_stage_and_starts_nobody_twice(
      @ForAll @Size(max = 12) List<Boolean> fates,
      @ForAll @IntRange(max = 4) int canary,
      @ForAll @IntRange(max = 4) int wave,
      @ForAll @IntRange(max = 3) int maxFailures) {
    Rollout rollout = rollout(fates.size(), canary, wave, maxFailures);
    Set<String> started = new HashSet<>();
    Map<String, Ended> ended = new HashMap<>();
    List<String> running = new ArrayList<>();

    Decision decision = rollout.next(started, ended);
    while (decision instanceof Decision.StartHosts || decision instanceof Decision.Wait) {
      if (decision instanceof Decision.StartHosts start) {
        assertThat(start.hosts()).isNotEmpty().noneMatch(started::contains);
        assertThat(running).isEmpty();
        boolean canaries = started.isEmpty() && canary > 0;
        int width = canaries ? canary : wave == 0 ? fates.size() : wave;
        assertThat(start.hosts()).hasSizeLessThanOrEqualTo(width);
        started.addAll(start.hosts());
        running.addAll(start.hosts());
      }
      String next = running.removeLast();
      ended.put(next, fates.get(Integer.parseInt(next.substring(3)) - 1) ? OK : FAILED);
      decision = rollout.next(started, ended);
      if (decision instanceof Decision.Stop stop) {
        assertThat(stop.running()).containsExactlyInAnyOrderElementsOf(running);
      }
    }

    long failures = ended.values().stream().filter(FAILED::equals).count();
    boolean canaryFailed =
        names(fates.size()).stream().limit(canary).anyMatch(h -> ended.get(h) == FAILED);
    if (decision instanceof Decision.Stop) {
      assertThat(failures > maxFailures || canaryFailed).isTrue();
    } else {
      assertThat(ended).hasSize(fates.size());
    }
  }
}
