package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SatpPlanTest {

  private static final SatpRule ACME =
      SatpRule.forArray(
          new SatpName("VMW_SATP_ALUA"),
          "ACME",
          "Flash*",
          "tpgs_on",
          PspName.ROUND_ROBIN,
          "iops=1",
          "ACME arrays");

  private static List<SafetyRule> broken(SatpPlan plan) {
    assertThat(plan.outcome()).isInstanceOf(SatpOutcome.Refuse.class);
    return ((SatpOutcome.Refuse) plan.outcome()).broken().stream().map(BrokenRule::rule).toList();
  }

  @Test
  void changes_a_default_and_knows_the_way_back() {
    SatpPlan plan =
        SatpPlan.setDefault(
            host().with(disk(1)).build(), SatpName.SVC, PspName.ROUND_ROBIN, List.of());

    SatpOutcome.Change change = (SatpOutcome.Change) plan.outcome();
    assertThat(change.act())
        .isEqualTo(new HostAction.SetSatpDefault(SatpName.SVC, PspName.ROUND_ROBIN));
    assertThat(change.undo()).isEqualTo(new HostAction.SetSatpDefault(SatpName.SVC, PspName.FIXED));
    assertThat(change.notes().getFirst()).startsWith("1 device of it has another policy now");
  }

  @Test
  void keeps_a_default_that_is_already_so() {
    SatpPlan plan = SatpPlan.setDefault(host().build(), SatpName.SVC, PspName.FIXED, List.of());

    assertThat(plan.outcome())
        .isEqualTo(new SatpOutcome.Keep("its default already is VMW_PSP_FIXED"));
  }

  @Test
  void refuses_a_satp_that_the_host_does_not_list() {
    assertThat(
            broken(
                SatpPlan.setDefault(
                    host().build(), new SatpName("VMW_SATP_NONE"), PspName.MRU, List.of())))
        .containsExactly(SafetyRule.UNKNOWN_SATP);
  }

  @Test
  void refuses_a_default_that_is_not_offered_or_not_borne() {
    assertThat(
            broken(
                SatpPlan.setDefault(
                    host().offering(PspName.MRU).build(),
                    new SatpName("VMW_SATP_LSI"),
                    PspName.ROUND_ROBIN,
                    List.of())))
        .containsExactly(SafetyRule.PSP_NOT_OFFERED, SafetyRule.ACTIVE_PASSIVE_WITHOUT_ALUA);
  }

  @Test
  void sets_a_default_against_a_rule_that_was_overridden_and_records_it() {
    RuleOverride word =
        new RuleOverride(SafetyRule.FIXED_ON_ALUA, "mika", "the array asks for fixed");

    SatpPlan plan =
        SatpPlan.setDefault(host().build(), SatpName.ALUA, PspName.FIXED, List.of(word));

    assertThat(((SatpOutcome.Change) plan.outcome()).overridden()).containsExactly(word);
  }

  @Test
  void names_the_rules_that_win_over_a_default() {
    SatpPlan plan =
        SatpPlan.setDefault(
            host().rule(ACME).build(), SatpName.ALUA, new PspName("VMW_PSP_FIXED_AP"), List.of());

    assertThat(broken(plan)).containsExactly(SafetyRule.PSP_NOT_OFFERED);
    SatpRule mru = SatpRule.forArray(SatpName.SVC, "IBM", "2145", "", PspName.MRU, "", "pilot");
    SatpPlan svc =
        SatpPlan.setDefault(host().rule(mru).build(), SatpName.SVC, PspName.ROUND_ROBIN, List.of());
    assertThat(((SatpOutcome.Change) svc.outcome()).notes())
        .containsExactly(
            "the user rule of VMW_SATP_SVC vendor=IBM model=2145 still wins over the default for"
                + " its devices");
  }

  @Test
  void adds_a_claim_rule_and_knows_the_way_back() {
    SatpPlan plan = SatpPlan.addRule(host().build(), ACME, List.of());

    SatpOutcome.Change change = (SatpOutcome.Change) plan.outcome();
    assertThat(change.act()).isEqualTo(new HostAction.AddSatpRule(ACME));
    assertThat(change.undo()).isEqualTo(new HostAction.RemoveSatpRule(ACME));
  }

  @Test
  void adds_a_rule_once() {
    assertThat(SatpPlan.addRule(host().rule(ACME).build(), ACME, List.of()).outcome())
        .isInstanceOf(SatpOutcome.Keep.class);
  }

  @Test
  void adds_a_rule_once_on_a_release_that_tells_neither_group_nor_options() {
    SatpRule listed =
        new SatpRule(
            ACME.satp(),
            "",
            ACME.vendor(),
            ACME.model(),
            "",
            "",
            "",
            "",
            ACME.claimOptions(),
            ACME.defaultPsp(),
            "",
            ACME.description());

    assertThat(SatpPlan.addRule(host().rule(listed).build(), ACME, List.of()).outcome().reason())
        .isEqualTo("the host already has the rule of VMW_SATP_ALUA vendor=ACME model=Flash*");
  }

  @Test
  void refuses_to_edit_a_rule() {
    SatpRule other =
        SatpRule.forArray(
            SatpName.ALUA, "ACME", "Flash*", "tpgs_on", PspName.MRU, "", "ACME arrays");

    assertThat(broken(SatpPlan.addRule(host().rule(ACME).build(), other, List.of())))
        .containsExactly(SafetyRule.RULE_EXISTS);
  }

  @Test
  void refuses_a_cell_that_a_shell_would_read() {
    SatpRule hostile =
        SatpRule.forArray(SatpName.ALUA, "ACME", "a$(reboot)", "", PspName.ROUND_ROBIN, "", "");

    assertThatThrownBy(() -> SatpPlan.addRule(host().build(), hostile, List.of()))
        .isInstanceOf(MalformedValue.class)
        .hasMessageContaining("model 'a$(reboot)' at position 2");
  }

  @Test
  void refuses_a_cell_that_esxcli_would_take_for_an_option() {
    SatpRule hostile = SatpRule.forArray(SatpName.ALUA, "-f", "x", "", PspName.ROUND_ROBIN, "", "");

    assertThatThrownBy(() -> SatpPlan.addRule(host().build(), hostile, List.of()))
        .hasMessageContaining("vendor '-f' at position 1");
  }

  @Test
  void refuses_a_rule_that_names_no_device() {
    SatpRule blank =
        SatpRule.forArray(SatpName.ALUA, "", "", "tpgs_on", PspName.ROUND_ROBIN, "", "");

    assertThatThrownBy(() -> SatpPlan.addRule(host().build(), blank, List.of()))
        .hasMessageContaining("names no device");
  }
}
