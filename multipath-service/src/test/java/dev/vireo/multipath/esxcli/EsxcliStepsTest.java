package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.script.Step;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.RoundRobinTuning;
import dev.vireo.multipath.domain.RuntimeName;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EsxcliStepsTest {

  private static final DeviceId LUN = new DeviceId("naa.600507680b8081f2c800000000000011");
  private static final SatpRule RULE =
      SatpRule.forArray(
          SatpName.ALUA,
          "ACME",
          "Box 9000",
          "tpgs_on",
          PspName.ROUND_ROBIN,
          "iops=1",
          "ACME arrays");

  static Stream<Arguments> actions() {
    return Stream.of(
        Arguments.of(
            new HostAction.SetPsp(LUN, PspName.ROUND_ROBIN),
            "esxcli nmp device setpolicy --device " + LUN + " --psp VMW_PSP_RR",
            "esxcli storage nmp device set --device " + LUN + " --psp VMW_PSP_RR"),
        Arguments.of(
            new HostAction.FollowDefault(LUN),
            "esxcli nmp device setpolicy --device " + LUN + " --default",
            "esxcli storage nmp device set --device " + LUN + " --default"),
        Arguments.of(
            new HostAction.TuneRoundRobin(LUN, RoundRobinTuning.iops(1)),
            "esxcli nmp roundrobin setconfig --device " + LUN + " --type iops --iops 1",
            "esxcli storage nmp psp roundrobin deviceconfig set --device "
                + LUN
                + " --type iops --iops 1"),
        Arguments.of(
            new HostAction.TuneRoundRobin(LUN, RoundRobinTuning.untuned().withUseAno(false)),
            "esxcli nmp roundrobin setconfig --device " + LUN + " --type default --useANO 0",
            "esxcli storage nmp psp roundrobin deviceconfig set --device "
                + LUN
                + " --type default --useano 0"),
        Arguments.of(
            new HostAction.PreferPath(LUN, new RuntimeName("vmhba1:C0:T0:L1")),
            "esxcli nmp fixed setpreferred --device " + LUN + " --path vmhba1:C0:T0:L1",
            "esxcli storage nmp psp fixed deviceconfig set --device "
                + LUN
                + " --path vmhba1:C0:T0:L1"),
        Arguments.of(
            new HostAction.SetSatpDefault(SatpName.SVC, PspName.ROUND_ROBIN),
            "esxcli nmp satp setdefaultpsp --satp VMW_SATP_SVC --psp VMW_PSP_RR",
            "esxcli storage nmp satp set --satp VMW_SATP_SVC --default-psp VMW_PSP_RR"),
        Arguments.of(
            new HostAction.AddSatpRule(RULE),
            "esxcli nmp satp addrule --satp VMW_SATP_ALUA --vendor ACME --model Box 9000"
                + " --claim-option tpgs_on --psp VMW_PSP_RR --psp-option iops=1"
                + " --description ACME arrays",
            "esxcli storage nmp satp rule add --satp VMW_SATP_ALUA --vendor ACME"
                + " --model Box 9000 --claim-option tpgs_on --psp VMW_PSP_RR --psp-option iops=1"
                + " --description ACME arrays"),
        Arguments.of(
            new HostAction.RemoveSatpRule(RULE),
            "esxcli nmp satp deleterule --satp VMW_SATP_ALUA --vendor ACME --model Box 9000"
                + " --claim-option tpgs_on --psp VMW_PSP_RR --psp-option iops=1"
                + " --description ACME arrays",
            "esxcli storage nmp satp rule remove --satp VMW_SATP_ALUA --vendor ACME"
                + " --model Box 9000 --claim-option tpgs_on --psp VMW_PSP_RR --psp-option iops=1"
                + " --description ACME arrays"));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void says_each_action_in_each_dialect(HostAction action, String classic, String storage) {
    assertThat(said(Dialect.CLASSIC, action)).isEqualTo(classic);
    assertThat(said(Dialect.STORAGE, action)).isEqualTo(storage);
    assertThat(said(Dialect.STORAGE_WITH_HPP, action)).isEqualTo(storage);
  }

  private static String said(Dialect dialect, HostAction action) {
    return String.join(" ", EsxcliSteps.in(dialect).action(1, action).argv());
  }

  @Test
  void keeps_an_argument_with_a_blank_one_argument() {
    Step step = EsxcliSteps.in(Dialect.STORAGE).action(1, new HostAction.AddSatpRule(RULE));

    assertThat(step.argv()).contains("Box 9000", "ACME arrays");
  }

  @Test
  void gives_the_steps_of_one_device_different_ids() {
    List<Step> steps =
        EsxcliSteps.in(Dialect.STORAGE)
            .actions(
                List.of(
                    new HostAction.TuneRoundRobin(LUN, RoundRobinTuning.iops(1000)),
                    new HostAction.TuneRoundRobin(LUN, RoundRobinTuning.untuned())));

    assertThat(steps.stream().map(Step::id)).containsExactly("1.tune." + LUN, "2.tune." + LUN);
  }

  @Test
  void finds_room_in_a_step_for_the_longest_device_name() {
    DeviceId longest = new DeviceId("t10." + "a".repeat(DeviceId.MAX_LENGTH - 4));

    Step step = EsxcliSteps.in(Dialect.STORAGE).action(9999, new HostAction.FollowDefault(longest));

    assertThat(step.id()).endsWith(longest.value());
  }

  @ParameterizedTest
  @EnumSource
  void reads_each_listing_once_and_asks_only_what_the_dialect_has(Dialect dialect) {
    List<Step> steps = EsxcliSteps.in(dialect).readAll();

    assertThat(steps.stream().map(Step::id)).doesNotHaveDuplicates().contains("device-list");
    assertThat(steps.stream().anyMatch(s -> s.argv().contains("hpp")))
        .isEqualTo(dialect == Dialect.STORAGE_WITH_HPP);
    assertThat(steps.stream().anyMatch(s -> s.argv().contains("storage")))
        .isEqualTo(!dialect.classic());
  }
}
