package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.PathState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class SafetyTest extends ServiceTest {

  private static final int ESX_67 = 3;
  private static final int ESX_70 = 4;

  @Test
  void what_must_not_be_touched_is_refused_by_name_with_the_source() throws Exception {
    Lab lab = story(4);
    refused(lab, ESX_67, Lab.ROUND_ROBIN, "dead-path", d -> svc(d) && deadPath(d));
    refused(lab, ESX_70, Lab.ROUND_ROBIN, "no-second-path", d -> svc(d) && d.paths().size() == 1);
    refused(
        lab,
        ESX_67,
        Lab.ROUND_ROBIN,
        "clustered-disk",
        d -> svc(d) && d.hardware().perenniallyReserved());
    refused(lab, ESX_67, Lab.ROUND_ROBIN, "local-device", d -> d.isNmp() && d.hardware().local());
    refused(
        lab,
        ESX_67,
        Lab.ROUND_ROBIN,
        "active-passive-without-alua",
        d -> d.satp().equals("VMW_SATP_LSI"));
    refused(
        lab, ESX_67, Lab.FIXED, "fixed-on-active-passive", d -> d.satp().equals("VMW_SATP_LSI"));
    refused(lab, ESX_67, "VMW_PSP_FIXED_AP", "psp-not-offered", SafetyTest::svc);
    refused(lab, ESX_70, Lab.ROUND_ROBIN, "hpp-claimed", d -> !d.isNmp());
    assertThat(lab.orders()).isEmpty();
  }

  @Test
  void a_rule_set_aside_by_name_is_on_the_record_of_the_change() throws Exception {
    Lab lab = story(3);
    Device limping = find(lab, ESX_67, d -> svc(d) && deadPath(d));
    RuleOverride override = new RuleOverride("dead-path", "the port is being replaced tonight");
    String plan =
        planned(
            new PlanPathPolicy(
                "name=" + lab.host(ESX_67),
                null,
                Lab.ROUND_ROBIN,
                null,
                List.of(limping.id()),
                List.of(override)));
    String applying = bus().give(apply(plan));
    assertThat(bus().succeeded(applying)).containsEntry("changed", "1");
    assertThat(bus().told(PolicyChanged.class, applying))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.device()).isEqualTo(limping.id());
              assertThat(c.overrides()).containsExactly(override);
            });
    assertThat(lab.device(ESX_67, limping.id()).policy().isRoundRobin()).isTrue();
  }

  @Test
  void a_rule_that_states_what_cannot_work_is_not_set_aside() throws Exception {
    Lab lab = story(4);
    Device nvme = find(lab, ESX_70, d -> !d.isNmp());
    String planning =
        bus()
            .give(
                device(
                    "name=" + lab.host(ESX_70),
                    Lab.ROUND_ROBIN,
                    nvme.id(),
                    new RuleOverride("hpp-claimed", "try it all the same")));
    bus().outcome(planning);
    assertThat(lab.orders()).isEmpty();
    assertThat(bus().told(PolicyChanged.class, planning)).isEmpty();
  }

  private void refused(Lab lab, int number, String psp, String rule, Predicate<Device> which)
      throws InterruptedException {
    Device device = find(lab, number, which);
    String planning = bus().give(device("name=" + lab.host(number), psp, device.id()));
    assertThat(bus().succeeded(planning)).containsEntry("change", "0").containsEntry("refuse", "1");
    assertThat(bus().told(ChangeRefused.class, planning))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.device()).isEqualTo(device.id());
              assertThat(r.rules()).extracting(BrokenRule::rule).contains(rule);
              assertThat(r.rules()).allMatch(b -> !b.words().isBlank() && !b.source().isBlank());
            });
  }

  private static Device find(Lab lab, int number, Predicate<Device> which) {
    return lab.truth(number).devices().stream().filter(which).findFirst().orElseThrow();
  }

  private static boolean svc(Device device) {
    return device.satp().equals(Lab.SVC);
  }

  private static boolean deadPath(Device device) {
    return device.paths().stream().anyMatch(p -> p.state() == PathState.DEAD);
  }
}
