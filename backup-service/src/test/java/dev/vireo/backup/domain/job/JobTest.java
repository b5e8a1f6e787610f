package dev.vireo.backup.domain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.job.Admission.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JobTest {

  @Example
  void a_guest_is_told_from_a_selector_of_guests() {
    assertThat(Source.parse("source", "container:lxc-01:web"))
        .isEqualTo(new Source.Guest(Source.GuestKind.CONTAINER, "lxc-01", "web"));
    assertThat(Source.parse("source", "vm:pve-01:101").text()).isEqualTo("vm:pve-01:101");
    assertThat(Source.parse("source", "vm:vmid=101 and name=pve-01"))
        .isEqualTo(new Source.Guests(Source.GuestKind.VM, "vmid=101 and name=pve-01"));
    assertThat(Source.parse("source", "container:tag:env"))
        .isEqualTo(new Source.Guests(Source.GuestKind.CONTAINER, "tag:env"));
    for (String hostile : List.of("-rf", "a;b", "a b", "../x", "")) {
      assertThatThrownBy(() -> Source.Guest.checkedId("as", hostile))
          .isInstanceOf(MalformedValue.class);
    }
  }

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Schedule NIGHTLY = Schedule.parse("schedule", "30 2 * * *", TOKYO);
  private static final Instant DUE = Instant.parse("2026-03-01T17:30:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Example
  void reads_sources() {
    assertThat(Source.parse("source", "dir:web-01:/srv//www/"))
        .isEqualTo(new Source.Directory("web-01", "/srv/www"));
    assertThat(Source.parse("source", "container:vmid=101"))
        .isEqualTo(new Source.Guests(Source.GuestKind.CONTAINER, "vmid=101"));
    for (String wrong :
        List.of(
            "",
            "dir:",
            "dir:web-01",
            "dir:web-01:srv",
            "dir:web-01:/",
            "dir:web-01:/a/../b",
            "dir:a b:/srv",
            "dir:-oProxyCommand=x:/srv",
            "lun:all",
            "vm:",
            "dir:h:/a\nb")) {
      assertThatThrownBy(() -> Source.parse("source", wrong)).isInstanceOf(MalformedValue.class);
    }
  }

  @Property
  void no_text_is_read_as_a_path_that_climbs(@ForAll("pathLike") String text) {
    try {
      Source read = Source.parse("source", "dir:h:" + text);
      assertThat(read).isInstanceOf(Source.Directory.class);
      assertThat(List.of(((Source.Directory) read).path().split("/"))).doesNotContain("..", ".");
      assertThat(Source.parse("source", read.text())).isEqualTo(read);
    } catch (MalformedValue refused) {
      assertThat(refused.field()).isEqualTo("source");
    }
  }

  @Provide
  Arbitrary<String> pathLike() {
    return Arbitraries.of("/", "..", ".", "a", "b c", ":", "\n", "'")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Example
  void refuses_what_is_no_cron_and_times_that_never_come() {
    for (String wrong : List.of("", "* * * *", "61 * * * *", "0 0 31 2 *", "@often")) {
      assertThatThrownBy(() -> Schedule.parse("schedule", wrong, TOKYO))
          .isInstanceOf(MalformedValue.class);
    }
    assertThatThrownBy(() -> Schedule.zone("zone", "Mars/Olympus"))
        .isInstanceOf(MalformedValue.class);
  }

  @Example
  void is_due_by_the_clock_of_its_zone() {
    assertThat(NIGHTLY.after(DUE.minusSeconds(1))).contains(DUE);
    assertThat(due(DUE.minusSeconds(1), false)).isEqualTo(new Due.NotYet());
    assertThat(due(DUE, false)).isEqualTo(new Due.Run(DUE));
    assertThat(due(DUE.plusSeconds(3_600), false)).isEqualTo(new Due.Run(DUE));
    assertThat(due(DUE.plusSeconds(3_601), false)).isInstanceOf(Due.Missed.class);
  }

  @Example
  void a_run_that_is_still_going_makes_the_next_one_wait_and_then_missed() {
    assertThat(due(DUE.plusSeconds(60), true)).isEqualTo(new Due.NotYet());
    assertThat(due(DUE.plusSeconds(3_700), true))
        .isEqualTo(new Due.Missed(DUE, "the run before it had not ended"));
  }

  @Example
  void starts_nothing_that_cannot_end_in_its_window() {
    Window night = Window.parse("window", "02:00-04:00,stop");
    assertThat(due(DUE, Optional.of(night), Optional.of(Duration.ofMinutes(90)), false))
        .isEqualTo(new Due.Run(DUE));
    assertThat(due(DUE, Optional.of(night), Optional.of(Duration.ofMinutes(91)), false))
        .isEqualTo(new Due.NotYet());
    assertThat(
            due(
                DUE.plusSeconds(3_601),
                Optional.of(night),
                Optional.of(Duration.ofHours(3)),
                false))
        .isInstanceOfSatisfying(
            Due.Missed.class, missed -> assertThat(missed.why()).contains("whole window"));
  }

  @Example
  void a_window_over_midnight_is_open_on_both_sides_of_it() {
    Window night = Window.parse("window", "22:00-06:00");
    assertThat(night.closes(Instant.parse("2026-03-01T23:00:00Z"), ZoneOffset.UTC))
        .contains(Instant.parse("2026-03-02T06:00:00Z"));
    assertThat(night.closes(Instant.parse("2026-03-02T05:59:59Z"), ZoneOffset.UTC))
        .contains(Instant.parse("2026-03-02T06:00:00Z"));
    assertThat(night.closes(Instant.parse("2026-03-02T06:00:00Z"), ZoneOffset.UTC)).isEmpty();
    assertThat(night.length()).isEqualTo(Duration.ofHours(8));
    for (String wrong : List.of("", "22-06", "22:00-22:00", "25:00-26:00", "22:00-06:00,pause")) {
      assertThatThrownBy(() -> Window.parse("window", wrong)).isInstanceOf(MalformedValue.class);
    }
  }

  @Property
  void what_a_window_lets_in_ends_before_it_closes(
      @ForAll @IntRange(max = 1439) int from,
      @ForAll @IntRange(max = 1439) int length,
      @ForAll @IntRange(max = 3 * 24 * 3600) int at,
      @ForAll @IntRange(max = 1500) int expected) {
    LocalTime opens = LocalTime.ofSecondOfDay(from * 60L);
    LocalTime closes = opens.plusMinutes(length);
    if (opens.equals(closes)) {
      return;
    }
    Window window = new Window(opens, closes, Window.AtEnd.STOP);
    assertThat(Window.parse("window", window.text())).isEqualTo(window);
    Instant now = DUE.plusSeconds(at);
    Duration run = Duration.ofMinutes(expected);
    if (window.lets(now, ZoneOffset.UTC, Optional.of(run))) {
      Instant end = window.closes(now, ZoneOffset.UTC).orElseThrow();
      assertThat(now.plus(run)).isBeforeOrEqualTo(end);
      assertThat(run).isLessThanOrEqualTo(window.length());
    }
  }

  @Example
  void pauses_grow_up_to_the_longest_and_end() {
    BackOff backOff = new BackOff(5, Duration.ofSeconds(30), Duration.ofSeconds(100));
    assertThat(backOff.pause(1)).contains(Duration.ofSeconds(30));
    assertThat(backOff.pause(2)).contains(Duration.ofSeconds(60));
    assertThat(backOff.pause(3)).contains(Duration.ofSeconds(100));
    assertThat(backOff.pause(5)).isEmpty();
  }

  @Example
  void a_run_that_must_wait_keeps_no_other_waiting() {
    Admission one = new Admission(1, 9);
    assertThat(
            one.admit(
                List.of(new Wanted("r0", "a", "x", 2)),
                List.of(
                    new Wanted("r1", "a", "y", 2),
                    new Wanted("r2", "b", "x", 2),
                    new Wanted("r3", "c", "x", 2))))
        .containsExactly(new Wanted("r2", "b", "x", 2));
  }

  @Property
  void no_limit_is_ever_passed_and_nobody_waits_without_need(
      @ForAll("wanted") List<Wanted> waiting,
      @ForAll @IntRange(min = 1, max = 4) int perHost,
      @ForAll @IntRange(min = 1, max = 9) int inAll) {
    Admission limits = new Admission(perHost, inAll);
    List<Wanted> running = limits.admit(List.of(), waiting);
    Map<String, Integer> hosts = new HashMap<>();
    Map<String, Integer> destinations = new HashMap<>();
    running.forEach(w -> hosts.merge(w.host(), 1, Integer::sum));
    running.forEach(w -> destinations.merge(w.destination(), 1, Integer::sum));
    assertThat(hosts.values()).allMatch(n -> n <= perHost);
    running.forEach(
        w -> assertThat(destinations.get(w.destination())).isLessThanOrEqualTo(w.width()));
    assertThat(running.size()).isLessThanOrEqualTo(inAll);
    List<Wanted> left = new ArrayList<>(waiting);
    left.removeAll(running);
    assertThat(limits.admit(running, left)).isEmpty();
  }

  @Provide
  Arbitrary<List<Wanted>> wanted() {
    return Combinators.combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.of("x", "y"))
        .as((host, destination) -> host + " " + destination)
        .list()
        .ofMaxSize(30)
        .map(
            all -> {
              List<Wanted> list = new ArrayList<>();
              for (String each : all) {
                String[] parts = each.split(" ");
                list.add(
                    new Wanted(
                        "r" + list.size(), parts[0], parts[1], parts[1].equals("x") ? 1 : 3));
              }
              return list;
            });
  }

  @Example
  void half_of_the_last_size_is_much_smaller_unless_it_is_little() {
    assertThat(SizeCheck.muchSmaller(OptionalLong.of(10L << 20), 4L << 20)).isTrue();
    assertThat(SizeCheck.muchSmaller(OptionalLong.of(10L << 20), 6L << 20)).isFalse();
    assertThat(SizeCheck.muchSmaller(OptionalLong.of(1_000), 0)).isFalse();
    assertThat(SizeCheck.muchSmaller(OptionalLong.empty(), 0)).isFalse();
  }

  private static Due due(Instant now, boolean busy) {
    return due(now, Optional.empty(), Optional.empty(), busy);
  }

  private static Due due(
      Instant now, Optional<Window> window, Optional<Duration> expected, boolean busy) {
    return Due.of(NIGHTLY, window, DUE.minus(HOUR), now, HOUR, expected, busy);
  }
}
