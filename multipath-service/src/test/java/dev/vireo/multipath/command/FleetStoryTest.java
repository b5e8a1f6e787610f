package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.simulator.estate.Device;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class FleetStoryTest extends ServiceTest {

  @Test
  void svc_luns_of_five_releases_go_from_fixed_to_round_robin_and_nothing_else_is_touched()
      throws Exception {
    Lab lab = story(5);
    int toChange = lab.changeable();
    List<Device> others = others(lab);
    assertThat(lab.numbers().stream().flatMap(n -> lab.svc(n).stream()))
        .allMatch(d -> d.policy().psp().equals(Lab.FIXED));

    String planning = bus().give(roundRobin(lab));
    Map<String, String> planned = bus().succeeded(planning);
    String plan = String.valueOf(planned.get("plan"));
    assertThat(planned).containsEntry("change", Integer.toString(toChange));
    assertThat(lab.orders()).isEmpty();
    assertThat(bus().told(PathsScanned.class, planning)).hasSize(5);
    PlanReady ready = bus().told(PlanReady.class, planning).getFirst();
    assertThat(ready.hosts()).isEqualTo(lab.hosts());
    assertThat(ready.change()).isEqualTo(toChange);
    assertThat(bus().told(ChangeRefused.class, planning))
        .hasSize(ready.refuse())
        .allSatisfy(
            r -> assertThat(r.rules()).isNotEmpty().allMatch(rule -> !rule.source().isBlank()));

    String applying = bus().give(new ApplyPlan(plan, 1, 2, 0));
    assertThat(bus().succeeded(applying))
        .containsEntry("changed", Integer.toString(toChange))
        .containsEntry("failed", "0")
        .containsEntry("hostsDone", "5");
    assertThat(lab.numbers())
        .allSatisfy(
            n -> {
              assertThat(lab.changeable(n)).allMatch(d -> d.policy().isRoundRobin());
              assertThat(lab.orders(n)).hasSize(lab.changeable(n).size()).doesNotHaveDuplicates();
            });
    assertThat(others(lab)).isEqualTo(others);
    assertThat(bus().told(PolicyChanged.class, applying))
        .hasSize(toChange)
        .allSatisfy(
            c -> {
              assertThat(c.plan()).isEqualTo(plan);
              assertThat(c.from().psp()).isEqualTo(Lab.FIXED);
              assertThat(c.to().psp()).isEqualTo(Lab.ROUND_ROBIN);
              assertThat(c.to().mode()).isEqualTo("PINNED");
              assertThat(c.verifiedBy()).endsWith("nmp device list");
              assertThat(c.rollBack()).isFalse();
              assertThat(c.overrides()).isEmpty();
            });
    assertThat(bus().told(PlanFinished.class, applying))
        .containsExactly(
            new PlanFinished(
                plan, lab.hosts(), List.of(), List.of(), toChange, 0, 0, ready.refuse(), null));

    String again = bus().give(apply(plan));
    assertThat(bus().succeeded(again))
        .containsEntry("changed", "0")
        .containsEntry("unchanged", Integer.toString(toChange));
    assertThat(bus().told(PolicyUnchanged.class, again)).hasSize(toChange);
    assertThat(lab.orders()).hasSize(toChange);

    assertThat(bus().succeeds(roundRobin(lab))).containsEntry("change", "0");
  }

  @Test
  void the_same_command_twice_does_the_work_once() throws Exception {
    Lab lab = uniform(1, 3);
    ApplyPlan command = apply(planned(roundRobin(lab)));
    String id = bus().give(command);
    bus().giveAgain(id, command);
    assertThat(bus().succeeded(id)).containsEntry("changed", "3");
    bus().succeeds(roundRobin(lab));
    assertThat(lab.orders()).hasSize(3);
    assertThat(bus().told(PlanFinished.class, id)).hasSize(1);
  }

  @Test
  void round_robin_is_tuned_in_the_same_go_and_a_rule_set_aside_is_on_the_record()
      throws Exception {
    Lab lab = uniform(2, 4);
    RuleOverride override = new RuleOverride("rule-reverts-at-reboot", "4.1 is set again at boot");
    PlanPathPolicy command =
        new PlanPathPolicy(
            lab.select(), Lab.SVC, Lab.ROUND_ROBIN, iops(1), List.of(), List.of(override));
    String refusing = bus().give(roundRobin(lab.select(), iops(1)));
    assertThat(bus().succeeded(refusing)).containsEntry("change", "4");
    assertThat(bus().told(ChangeRefused.class, refusing))
        .hasSize(4)
        .allMatch(r -> r.host().equals(lab.host(1)))
        .allMatch(r -> r.rules().getFirst().rule().equals("rule-reverts-at-reboot"));

    String applying = bus().give(apply(planned(command)));
    assertThat(bus().succeeded(applying)).containsEntry("changed", "8");
    assertThat(lab.numbers())
        .allSatisfy(
            n ->
                assertThat(lab.svc(n))
                    .allMatch(d -> d.policy().isRoundRobin())
                    .allMatch(d -> d.policy().roundRobin().iops() == 1));
    assertThat(bus().told(PolicyChanged.class, applying))
        .hasSize(8)
        .allMatch(c -> c.to().config().contains("iops=1"))
        .allSatisfy(
            c ->
                assertThat(c.overrides())
                    .isEqualTo(c.host().equals(lab.host(1)) ? List.of(override) : List.of()));
  }

  private static List<Device> others(Lab lab) {
    List<Device> others = new ArrayList<>();
    for (int number : lab.numbers()) {
      others.addAll(lab.truth(number).devices());
      others.removeAll(lab.changeable(number));
    }
    return others;
  }
}
