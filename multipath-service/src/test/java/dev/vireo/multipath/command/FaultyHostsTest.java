package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class FaultyHostsTest extends ServiceTest {

  @Test
  void a_device_that_takes_the_order_and_does_nothing_is_told_as_failed() throws Exception {
    Lab lab = uniform(1, 3);
    String plan = planned(roundRobin(lab));
    String deaf = lab.svc(1).get(1).id();
    lab.inject("ignore", 1, ":" + deaf);

    String applying = bus().give(apply(plan));
    CommandFailed failed = bus().failed(applying);
    assertThat(failed.reason()).isEqualTo(FailureReason.PARTLY_DONE);
    assertThat(failed.result()).containsEntry("changed", "2").containsEntry("failed", "1");
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.device()).isEqualTo(deaf);
              assertThat(f.exit()).isZero();
              assertThat(f.command()).contains(deaf);
              assertThat(String.valueOf(f.seen())).contains(Lab.FIXED);
            });
    assertThat(bus().told(PolicyChanged.class, applying))
        .hasSize(2)
        .noneMatch(c -> c.device().equals(deaf));

    lab.clear("ignore", 1);
    assertThat(bus().succeeds(apply(plan)))
        .containsEntry("changed", "1")
        .containsEntry("unchanged", "2");
    assertThat(lab.svc(1)).allMatch(d -> d.policy().isRoundRobin());
  }

  @Test
  void a_device_too_busy_is_told_again_and_then_given_up() throws Exception {
    Lab lab = uniform(1, 3);
    String plan = planned(roundRobin(lab));
    String once = lab.svc(1).get(0).id();
    String always = lab.svc(1).get(2).id();
    lab.inject("set-fails", 1, ":" + once + "@1");
    lab.inject("set-fails", 1, ":" + always);

    String applying = bus().give(apply(plan));
    assertThat(bus().failed(applying).result())
        .containsEntry("changed", "2")
        .containsEntry("failed", "1");
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.device()).isEqualTo(always);
              assertThat(f.answered()).contains("Status=Busy");
              assertThat(f.exit()).isNotZero();
            });
    assertThat(lab.orders(1).stream().filter(o -> o.contains(always))).hasSize(3);
    assertThat(lab.orders(1).stream().filter(o -> o.contains(once))).hasSize(2);
  }

  @Test
  void a_connection_that_breaks_half_way_is_resumed_and_no_device_is_told_twice() throws Exception {
    Lab lab = uniform(1, 40);
    String plan = planned(roundRobin(lab));
    // Far beyond what the listings take, and in the middle of the orders.
    lab.inject("drop", 1, ":300@1");

    String applying = bus().give(apply(plan));
    assertThat(bus().succeeded(applying)).containsEntry("changed", "40");
    assertThat(lab.faults(1)).as("it was struck").isEmpty();
    assertThat(lab.orders(1)).hasSize(40).doesNotHaveDuplicates();
    assertThat(bus().told(PolicyChanged.class, applying)).hasSize(40);
  }

  @Test
  void a_device_cut_off_between_its_two_steps_is_finished() throws Exception {
    Lab lab = uniform(14, 12);
    // A device takes some 22 commands of the script, so some host breaks between its two steps.
    List<Integer> numbers = lab.numbers().stream().filter(n -> n % 5 != 1).toList();
    int commands = 200;
    for (int number : numbers) {
      lab.inject("drop", number, ":" + commands + "@1");
      commands += 2;
    }
    String plan = planned(roundRobin(lab.select() + " and version>=5.5", iops(8)));

    assertThat(bus().succeeds(apply(plan)))
        .containsEntry("changed", Integer.toString(12 * numbers.size()));
    assertThat(numbers)
        .allSatisfy(
            n -> {
              assertThat(lab.faults(n)).as("it was struck").isEmpty();
              assertThat(lab.orders(n)).hasSize(24).doesNotHaveDuplicates();
              assertThat(lab.svc(n))
                  .allMatch(d -> d.policy().isRoundRobin())
                  .allMatch(d -> d.policy().roundRobin().iops() == 8);
            });
  }

  @Test
  void a_host_that_goes_down_in_the_middle_leaves_no_device_unspoken_of() throws Exception {
    Lab lab = uniform(1, 3);
    String plan = planned(roundRobin(lab));
    lab.inject("slow", 1, ":3000");

    String applying = bus().give(apply(plan));
    Conversation.until("a first order", () -> !lab.orders(1).isEmpty());
    lab.inject("refuse", 1, "");
    assertThat(bus().failed(applying).reason()).isEqualTo(FailureReason.CONNECTION_LOST);
    assertThat(bus().failed(applying).result()).containsEntry("failed", "3");
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .hasSize(3)
        .allMatch(f -> f.seen() == null && f.exit() == null && f.command() != null)
        .allMatch(f -> f.advice().contains("not known"));

    lab.clear("slow", 1);
    lab.clear("refuse", 1);
    bus().succeeds(apply(plan));
    assertThat(lab.svc(1)).allMatch(d -> d.policy().isRoundRobin());
    assertThat(lab.orders(1)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void hosts_that_are_down_hold_up_no_other() throws Exception {
    Lab lab = uniform(4, 2);
    String plan = planned(roundRobin(lab));
    lab.inject("refuse", 1, "");
    lab.inject("hang", 3, "");

    String applying = bus().give(new ApplyPlan(plan, null, null, 2));
    CommandFailed failed = bus().failed(applying);
    assertThat(failed.reason()).isEqualTo(FailureReason.PARTLY_DONE);
    assertThat(failed.message()).contains(lab.host(1)).contains(lab.host(3));
    PlanFinished finished = bus().told(PlanFinished.class, applying).getFirst();
    assertThat(finished.hostsDone()).containsExactly(lab.host(2), lab.host(4));
    assertThat(finished.hostsFailed()).containsExactly(lab.host(1), lab.host(3));
    assertThat(finished.changed()).isEqualTo(4);
    assertThat(bus().distinct(CommandFailed.class).values())
        .filteredOn(e -> applying.equals(e.correlationId()))
        .extracting(e -> e.data().about() + " " + e.data().reason())
        .contains(lab.host(1) + " UNREACHABLE");
    assertThat(lab.orders(1)).isEmpty();
    assertThat(lab.orders(3)).isEmpty();

    lab.clear("refuse", 1);
    lab.clear("hang", 3);
    assertThat(bus().succeeds(apply(plan)))
        .containsEntry("changed", "4")
        .containsEntry("unchanged", "4");
  }

  @Test
  void a_canary_that_fails_stops_the_plan_before_any_other_host() throws Exception {
    Lab lab = uniform(3, 2);
    String plan = planned(roundRobin(lab));
    lab.inject("set-fails", 1, ":" + lab.svc(1).getFirst().id());

    String applying = bus().give(new ApplyPlan(plan, 1, null, 10));
    assertThat(bus().failed(applying).reason()).isEqualTo(FailureReason.STOPPED);
    PlanFinished finished = bus().told(PlanFinished.class, applying).getFirst();
    assertThat(finished.hostsNotStarted()).containsExactly(lab.host(2), lab.host(3));
    assertThat(String.valueOf(finished.stopped())).contains(lab.host(1));
    assertThat(lab.orders(2)).isEmpty();
    assertThat(lab.orders(3)).isEmpty();
  }

  @Test
  void the_error_budget_stops_the_plan_at_its_edge() throws Exception {
    Lab lab = uniform(4, 1);
    String plan = planned(roundRobin(lab));
    lab.inject("refuse", 1, "");
    lab.inject("refuse", 2, "");

    String applying = bus().give(new ApplyPlan(plan, null, 1, 1));
    assertThat(bus().failed(applying).reason()).isEqualTo(FailureReason.STOPPED);
    PlanFinished stopped = bus().told(PlanFinished.class, applying).getFirst();
    assertThat(stopped.hostsFailed()).containsExactly(lab.host(1), lab.host(2));
    assertThat(stopped.hostsNotStarted()).containsExactly(lab.host(3), lab.host(4));

    String within = bus().give(new ApplyPlan(plan, null, 1, 2));
    assertThat(bus().failed(within).reason()).isEqualTo(FailureReason.PARTLY_DONE);
    assertThat(bus().told(PlanFinished.class, within).getFirst().hostsDone())
        .containsExactly(lab.host(3), lab.host(4));
  }

  @Test
  void a_device_that_changed_since_the_plan_is_left_alone() throws Exception {
    Lab lab = uniform(2, 3);
    String plan = planned(roundRobin(lab));
    Device taken = lab.svc(1).get(0);
    Device limping = lab.svc(1).get(1);
    lab.byHand(1, "esxcli nmp device setpolicy --device " + taken.id() + " --psp " + Lab.MRU);
    lab.setPath(1, limping.paths().getFirst().runtimeName(), PathState.DEAD);
    List<String> before = lab.orders(1);

    String applying = bus().give(new ApplyPlan(plan, null, null, 1));
    CommandFailed failed = bus().failed(applying);
    assertThat(failed.message()).contains("changed since the plan");
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .extracting(PolicyChangeFailed::device)
        .containsExactly(taken.id(), limping.id());
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .allMatch(f -> f.command() == null && f.advice().contains("new plan"));
    assertThat(lab.device(1, taken.id()).policy().psp()).isEqualTo(Lab.MRU);
    assertThat(lab.device(1, limping.id()).policy().psp()).isEqualTo(Lab.FIXED);
    assertThat(lab.orders(1)).hasSize(before.size() + 1);
    assertThat(lab.svc(2)).allMatch(d -> d.policy().isRoundRobin());
  }

  @Test
  void garbage_on_stderr_disturbs_nothing() throws Exception {
    Lab lab = uniform(2, 3);
    lab.inject("garbage-stderr", 1, "");
    lab.inject("garbage-stderr", 2, "");
    assertThat(bus().succeeds(apply(planned(roundRobin(lab))))).containsEntry("changed", "6");
  }

  @Test
  void bytes_that_are_no_text_disturb_nothing() throws Exception {
    Lab lab = uniform(2, 3);
    lab.inject("garbage-stdout", 2, "");
    assertThat(bus().succeeds(apply(planned(roundRobin(lab))))).containsEntry("changed", "6");
    assertThat(lab.svc(2)).allMatch(d -> d.policy().isRoundRobin());
  }

  @Test
  void a_host_that_does_not_give_a_listing_ends_its_part_of_a_plan_and_no_other() throws Exception {
    Lab lab = uniform(3, 2);
    bus().succeeds(new ScanPaths(lab.select()));
    lab.inject("silent", 1, ":nmp device list");
    lab.inject("cut-output", 2, ":path list");

    String planning = bus().give(roundRobin(lab));
    CommandFailed failed = bus().failed(planning);
    assertThat(failed.reason()).isEqualTo(FailureReason.PARTLY_DONE);
    assertThat(failed.message())
        .contains(lab.host(1) + ": nothing was done, since it did not give its device-list")
        .contains(lab.host(2) + ": nothing was done, since it did not give its path-list");
    assertThat(bus().told(PathStateChanged.class, planning)).isEmpty();
    assertThat(bus().told(PathsScanned.class, planning))
        .extracting(PathsScanned::host)
        .containsExactly(lab.host(3));

    assertThat(bus().succeeds(apply(String.valueOf(failed.result().get("plan")))))
        .containsEntry("changed", "2");
    assertThat(lab.orders(1)).isEmpty();
    assertThat(lab.orders(2)).isEmpty();

    assertThat(bus().fails(new ScanPaths(lab.select())).message())
        .contains(lab.host(1) + ": nothing was done", "scan it again");
  }

  @Test
  void rules_that_are_not_given_are_no_leave_to_change_anything() throws Exception {
    Lab lab = uniform(1, 2);
    lab.inject("silent", 1, ":claimrule list");
    String planning = bus().give(roundRobin(lab));
    assertThat(bus().succeeded(planning)).containsEntry("change", "0").containsEntry("refuse", "2");
    assertThat(bus().told(ChangeRefused.class, planning))
        .hasSize(2)
        .allMatch(r -> r.rules().getFirst().rule().equals("host-not-read"));
  }

  @Test
  void a_host_that_does_not_give_a_listing_is_told_nothing_by_apply() throws Exception {
    Lab lab = uniform(3, 2);
    String plan = planned(roundRobin(lab));
    // The paths' states are listed by another program on 4.1; and once nothing is listed at all.
    for (String words : List.of("nmp device list", "path", "")) {
      lab.inject("silent", 1, ":" + words);
      lab.inject("silent", 3, ":" + words);
      assertThat(bus().fails(new ApplyPlan(plan, null, null, 2)).message())
          .contains(lab.host(1) + ": nothing was done, since it did not give its ")
          .contains(lab.host(3) + ": nothing was done, since it did not give its ");
      assertThat(lab.orders(1)).isEmpty();
      assertThat(lab.orders(3)).isEmpty();
      lab.clear("silent", 1);
      lab.clear("silent", 3);
    }
    assertThat(bus().succeeds(apply(plan))).containsEntry("changed", "4");
  }

  @Test
  void what_was_told_is_not_known_where_the_listing_after_it_is_not_given() throws Exception {
    Lab lab = uniform(1, 3);
    String plan = planned(roundRobin(lab));
    lab.inject("slow", 1, ":700");
    String applying = bus().give(apply(plan));
    Conversation.until("a first order", () -> !lab.orders(1).isEmpty());
    lab.inject("silent", 1, ":nmp device list");
    lab.clear("slow", 1);

    assertThat(bus().failed(applying).result()).containsEntry("failed", "3");
    assertThat(bus().told(PolicyChangeFailed.class, applying))
        .hasSize(3)
        .allMatch(f -> f.seen() == null && f.advice().contains("not known"));

    lab.clear("silent", 1);
    assertThat(bus().succeeds(apply(plan))).containsEntry("unchanged", "3");
    assertThat(lab.orders(1)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void a_listing_that_was_cut_once_is_asked_for_again_and_nothing_is_told_twice() throws Exception {
    Lab lab = uniform(1, 4);
    String plan = planned(roundRobin(lab));
    lab.inject("slow", 1, ":700");
    String applying = bus().give(apply(plan));
    Conversation.until("a first order", () -> !lab.orders(1).isEmpty());
    lab.inject("cut-output", 1, ":nmp device list@1");
    lab.clear("slow", 1);

    assertThat(bus().succeeded(applying)).containsEntry("changed", "4");
    assertThat(lab.faults(1)).as("it was struck").isEmpty();
    assertThat(lab.orders(1)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void a_host_that_prints_without_end_fails_alone_and_is_not_touched() throws Exception {
    Lab lab = uniform(2, 2);
    lab.inject("huge-output", 2, ":30000000");
    CommandFailed failed = bus().fails(roundRobin(lab));
    assertThat(failed.reason()).isEqualTo(FailureReason.PARTLY_DONE);
    assertThat(failed.message()).contains(lab.host(2)).doesNotContain("Nobody Asked");
    assertThat(bus().succeeds(apply(String.valueOf(failed.result().get("plan")))))
        .containsEntry("changed", "2");
    assertThat(lab.orders(2)).isEmpty();
  }
}
