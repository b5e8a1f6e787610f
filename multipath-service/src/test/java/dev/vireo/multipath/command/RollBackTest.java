package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.AddClaimRule;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.Satp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class RollBackTest extends ServiceTest {

  @Test
  void a_roll_back_brings_back_policy_settings_and_mode() throws Exception {
    Lab lab = uniform(5, 4);
    List<Device> luns = lab.svc(3);
    String pinned = luns.get(0).id();
    String preferring = luns.get(1).id();
    lab.byHand(3, "esxcli storage nmp device set --device " + pinned + " --psp " + Lab.MRU);
    String path = luns.get(1).paths().getLast().runtimeName();
    lab.byHand(
        3,
        "esxcli storage nmp psp fixed deviceconfig set --device " + preferring + " --path " + path);
    List<List<Device>> before = lab.numbers().stream().map(lab::svc).toList();

    String plan = planned(roundRobin(lab));
    assertThat(bus().succeeds(apply(plan))).containsEntry("changed", "20");
    String back = bus().give(new RollBackPlan(plan, "the array's owner asked for it"));
    assertThat(bus().succeeded(back)).containsEntry("restored", "20").containsEntry("failed", "0");

    for (int number : lab.numbers()) {
      List<Device> now = lab.svc(number);
      List<Device> then = before.get(number - 1);
      assertThat(now).extracting(d -> d.policy().psp()).isEqualTo(psps(then));
      assertThat(now)
          .extracting(d -> d.policy().pinned())
          .isEqualTo(then.stream().map(d -> d.policy().pinned()).toList());
      assertThat(now)
          .extracting(Device::preferredPath)
          .isEqualTo(then.stream().map(Device::preferredPath).toList());
    }
    assertThat(lab.device(3, pinned).policy().pinned()).isTrue();
    assertThat(bus().told(PolicyChanged.class, back))
        .hasSize(20)
        .allMatch(PolicyChanged::rollBack)
        .allSatisfy(
            c ->
                assertThat(c.to().mode())
                    .isEqualTo(
                        c.device().equals(pinned) && c.host().equals(lab.host(3))
                            ? "PINNED"
                            : "FOLLOWS_DEFAULT"));
    PlanRolledBack told = bus().told(PlanRolledBack.class, back).getFirst();
    assertThat(told.reason()).isEqualTo("the array's owner asked for it");
    assertThat(told.notKnown()).isNotEmpty();

    assertThat(bus().succeeds(new RollBackPlan(plan, null))).containsEntry("restored", "0");
  }

  @Test
  void round_robin_settings_come_back_too() throws Exception {
    Lab lab = uniform(3, 2);
    String lun = lab.svc(3).getFirst().id();
    lab.byHand(3, "esxcli storage nmp device set --device " + lun + " --psp " + Lab.ROUND_ROBIN);
    lab.byHand(
        3,
        "esxcli storage nmp psp roundrobin deviceconfig set --type iops --iops 77 --device " + lun);
    Device before = lab.device(3, lun);

    String plan = planned(roundRobin("name=" + lab.host(3), iops(1)));
    assertThat(bus().succeeds(apply(plan))).containsEntry("changed", "2");
    assertThat(lab.device(3, lun).policy().roundRobin().iops()).isEqualTo(1);
    assertThat(bus().succeeds(new RollBackPlan(plan, null))).containsEntry("restored", "2");
    assertThat(lab.device(3, lun).policy()).isEqualTo(before.policy());
  }

  @Test
  void what_somebody_else_changed_since_is_not_undone() throws Exception {
    Lab lab = uniform(3, 2);
    String lun = lab.svc(3).getFirst().id();
    String plan = planned(roundRobin("name=" + lab.host(3), null));
    bus().succeeds(apply(plan));
    lab.byHand(3, "esxcli storage nmp device set --device " + lun + " --psp " + Lab.MRU);
    String back = bus().give(new RollBackPlan(plan, null));
    assertThat(bus().failed(back).message()).contains("somebody changed it since");
    assertThat(bus().failed(back).result())
        .containsEntry("restored", "1")
        .containsEntry("failed", "1");
    assertThat(lab.device(3, lun).policy().psp()).isEqualTo(Lab.MRU);
  }

  @Test
  void the_default_of_an_array_type_is_set_and_brought_back() throws Exception {
    Lab lab = uniform(5, 1);
    String setting =
        bus().give(new SetSatpDefault(lab.select(), Lab.SVC, Lab.ROUND_ROBIN, false, List.of()));
    Map<String, String> set = bus().succeeded(setting);
    assertThat(set).containsEntry("changed", "5");
    assertThat(lab.numbers()).allMatch(n -> defaultOf(lab, n).equals(Lab.ROUND_ROBIN));
    assertThat(bus().told(SatpDefaultChanged.class, setting))
        .hasSize(5)
        .allMatch(c -> c.from().equals(Lab.FIXED) && c.to().equals(Lab.ROUND_ROBIN));

    String back = bus().give(new RollBackPlan(String.valueOf(set.get("plan")), "a test"));
    assertThat(bus().succeeded(back)).containsEntry("restored", "5");
    assertThat(lab.numbers()).allMatch(n -> defaultOf(lab, n).equals(Lab.FIXED));
    assertThat(bus().told(SatpDefaultChanged.class, back))
        .hasSize(5)
        .allMatch(SatpDefaultChanged::rollBack);
  }

  @Test
  void a_default_that_somebody_else_changed_since_is_left_alone() throws Exception {
    Lab lab = uniform(3, 1);
    Map<String, String> planned =
        bus()
            .succeeds(
                new SetSatpDefault(
                    "name=" + lab.host(3), Lab.SVC, Lab.ROUND_ROBIN, true, List.of()));
    assertThat(lab.orders()).isEmpty();
    lab.byHand(3, "esxcli storage nmp satp set --satp " + Lab.SVC + " --default-psp " + Lab.MRU);
    assertThat(bus().fails(apply(String.valueOf(planned.get("plan")))).reason())
        .isEqualTo(FailureReason.STALE);
    assertThat(defaultOf(lab, 3)).isEqualTo(Lab.MRU);
  }

  @Test
  void a_claim_rule_is_added_and_removed() throws Exception {
    Lab lab = uniform(5, 1);
    SatpRule rule =
        new SatpRule(
            "VMW_SATP_ALUA",
            "ACME",
            "Box 9",
            null,
            null,
            "tpgs_on",
            Lab.ROUND_ROBIN,
            null,
            "new arrays");
    int before = lab.numbers().stream().mapToInt(n -> lab.truth(n).rules().size()).sum();
    String adding = bus().give(new AddClaimRule(lab.select(), rule, false));
    Map<String, String> added = bus().succeeded(adding);
    assertThat(added).containsEntry("changed", "5");
    assertThat(lab.numbers())
        .allMatch(
            n -> lab.truth(n).rules().stream().filter(r -> r.vendor().equals("ACME")).count() == 1);
    assertThat(bus().told(ClaimRuleChanged.class, adding))
        .hasSize(5)
        .allMatch(ClaimRuleChanged::present);

    String back = bus().give(new RollBackPlan(String.valueOf(added.get("plan")), null));
    assertThat(bus().succeeded(back)).containsEntry("restored", "5");
    assertThat(lab.numbers().stream().mapToInt(n -> lab.truth(n).rules().size()).sum())
        .isEqualTo(before);
    assertThat(bus().told(ClaimRuleChanged.class, back)).hasSize(5).noneMatch(c -> c.present());
  }

  private static String defaultOf(Lab lab, int number) {
    return lab.truth(number).satps().stream()
        .filter(s -> s.name().equals(Lab.SVC))
        .map(Satp::defaultPsp)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> psps(List<Device> devices) {
    return devices.stream().map(d -> d.policy().psp()).toList();
  }
}
