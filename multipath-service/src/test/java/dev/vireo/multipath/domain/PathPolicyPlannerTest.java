package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathPolicyPlannerTest {

  private static final PolicyGoal ROUND_ROBIN = PolicyGoal.of(PspName.ROUND_ROBIN);

  private static PolicyTarget satp(String name, PolicyGoal goal) {
    return new PolicyTarget.BySatp(Set.of(new SatpName(name)), goal);
  }

  private static Verdict verdict(HostStorage host, PolicyTarget target) {
    return PathPolicyPlanner.plan(PlanRequest.of(host, target)).devices().getFirst().verdict();
  }

  private static List<SafetyRule> broken(Hosts.DeviceBuilder device, String satp, PolicyGoal goal) {
    return broken(host().with(device), satp, goal);
  }

  private static List<SafetyRule> broken(Hosts host, String satp, PolicyGoal goal) {
    Verdict verdict = verdict(host.build(), satp(satp, goal));
    assertThat(verdict).isInstanceOf(Verdict.Refuse.class);
    return ((Verdict.Refuse) verdict).broken().stream().map(BrokenRule::rule).toList();
  }

  @Test
  void changes_an_svc_lun_from_fixed_to_round_robin() {
    Hosts.DeviceBuilder lun = disk(1);

    Verdict verdict = verdict(host().with(lun).build(), satp("VMW_SATP_SVC", ROUND_ROBIN));

    assertThat(verdict).isInstanceOf(Verdict.Change.class);
    Verdict.Change change = (Verdict.Change) verdict;
    assertThat(change.from().psp()).isEqualTo(PspName.FIXED);
    assertThat(change.reason())
        .isEqualTo("policy is VMW_PSP_FIXED and not VMW_PSP_RR, as asked for");
    assertThat(change.actions(lun.deviceId()))
        .containsExactly(new HostAction.SetPsp(lun.deviceId(), PspName.ROUND_ROBIN));
  }

  @Test
  void keeps_what_is_already_so() {
    HostStorage host = host().with(disk(1).psp("VMW_PSP_RR")).build();

    assertThat(verdict(host, satp("VMW_SATP_SVC", ROUND_ROBIN)))
        .isEqualTo(new Verdict.Keep(Verdict.Kept.ALREADY_SO, "it already has VMW_PSP_RR"));
  }

  @Test
  void only_tunes_a_device_that_has_the_policy_but_not_the_limit() {
    Hosts.DeviceBuilder lun = disk(1).psp("VMW_PSP_RR");
    PolicyGoal goal = PolicyGoal.roundRobin(RoundRobinTuning.iops(1));

    Verdict.Change change =
        (Verdict.Change) verdict(host().with(lun).build(), satp("VMW_SATP_SVC", goal));

    assertThat(change.actions(lun.deviceId()))
        .containsExactly(new HostAction.TuneRoundRobin(lun.deviceId(), RoundRobinTuning.iops(1)));
  }

  @Test
  void takes_a_thousand_ios_by_default_for_a_thousand_ios_on_purpose() {
    HostStorage host = host().with(disk(1).psp("VMW_PSP_RR")).build();
    PolicyGoal goal = PolicyGoal.roundRobin(RoundRobinTuning.iops(1000));

    assertThat(verdict(host, satp("VMW_SATP_SVC", goal))).isInstanceOf(Verdict.Keep.class);
  }

  @Test
  void has_a_verdict_for_every_device_of_the_host() {
    HostStorage host =
        host()
            .with(disk(1))
            .with(disk(2).satp("VMW_SATP_ALUA").psp("VMW_PSP_MRU"))
            .with(disk(3).claimedBy(new Claim.Hpp("FIXED", "", List.of())))
            .with(disk(4).claimedBy(new Claim.Other("MASK_PATH")))
            .build();

    HostPlan plan = PathPolicyPlanner.plan(PlanRequest.of(host, satp("VMW_SATP_SVC", ROUND_ROBIN)));

    assertThat(plan.devices()).hasSize(4);
    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.kept().stream().map(d -> d.verdict().reason()))
        .containsExactly(
            "its SATP is VMW_SATP_ALUA and not VMW_SATP_SVC",
            "it is claimed by HPP, whose devices NMP commands do not reach",
            "it is claimed by MASK_PATH, whose devices NMP commands do not reach");
  }

  @Test
  void refuses_a_named_device_that_the_host_does_not_have() {
    DeviceId absent = new DeviceId("naa.00000000000000ff");
    PlanRequest request =
        PlanRequest.of(host().with(disk(1)).build(), satp("VMW_SATP_SVC", ROUND_ROBIN))
            .onlyFor(Set.of(absent));

    HostPlan plan = PathPolicyPlanner.plan(request);

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.refusals().getFirst().device()).isEqualTo(absent);
    assertThat(plan.refusals().getFirst().verdict().reason())
        .contains("esx01 does not list naa.00000000000000ff");
  }

  @Test
  void refuses_a_named_device_of_the_high_performance_plug_in() {
    Hosts.DeviceBuilder nvme = disk(1).claimedBy(new Claim.Hpp("FIXED", "", List.of()));
    PlanRequest request =
        PlanRequest.of(host().with(nvme).build(), satp("VMW_SATP_SVC", ROUND_ROBIN))
            .onlyFor(Set.of(nvme.deviceId()));

    Verdict verdict = PathPolicyPlanner.plan(request).devices().getFirst().verdict();

    assertThat(((Verdict.Refuse) verdict).broken().getFirst().rule())
        .isEqualTo(SafetyRule.HPP_CLAIMED);
  }

  @Test
  void refuses_a_policy_that_the_host_does_not_offer() {
    Hosts host = host().with(disk(1)).offering(PspName.FIXED, PspName.MRU);

    assertThat(broken(host, "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.PSP_NOT_OFFERED);
  }

  @Test
  void refuses_round_robin_on_active_passive_array_without_alua() {
    assertThat(broken(disk(1).satp("VMW_SATP_LSI").psp("VMW_PSP_MRU"), "VMW_SATP_LSI", ROUND_ROBIN))
        .containsExactly(SafetyRule.ACTIVE_PASSIVE_WITHOUT_ALUA);
  }

  @Test
  void refuses_fixed_on_active_passive_array() {
    assertThat(
            broken(
                disk(1).satp("VMW_SATP_CX").psp("VMW_PSP_MRU"),
                "VMW_SATP_CX",
                PolicyGoal.of(PspName.FIXED)))
        .containsExactly(SafetyRule.FIXED_ON_ACTIVE_PASSIVE);
  }

  @Test
  void refuses_fixed_on_an_alua_array() {
    assertThat(
            broken(
                disk(1).satp("VMW_SATP_ALUA").psp("VMW_PSP_MRU"),
                "VMW_SATP_ALUA",
                PolicyGoal.of(PspName.FIXED)))
        .containsExactly(SafetyRule.FIXED_ON_ALUA);
  }

  @Test
  void refuses_a_local_disk_although_its_name_begins_with_naa() {
    Hosts.DeviceBuilder local =
        disk(1).satp("VMW_SATP_DEFAULT_AA").local(Told.YES).over(Transport.SAS);

    assertThat(broken(local, "VMW_SATP_DEFAULT_AA", ROUND_ROBIN))
        .containsExactly(SafetyRule.LOCAL_DEVICE);
  }

  @Test
  void refuses_round_robin_on_the_local_satp_for_good() {
    assertThat(broken(disk(1).satp("VMW_SATP_LOCAL"), "VMW_SATP_LOCAL", ROUND_ROBIN))
        .containsExactly(SafetyRule.ROUND_ROBIN_ON_LOCAL_SATP, SafetyRule.LOCAL_DEVICE);
    assertThat(SafetyRule.ROUND_ROBIN_ON_LOCAL_SATP.overridable()).isFalse();
  }

  @Test
  void changes_a_san_disk_whose_name_is_eui_or_t10() {
    HostStorage host =
        host()
            .with(disk(1).id("eui.00173800000a0b0c"))
            .with(disk(2).id("t10.ACME____0A1B2C3D").over(Transport.ISCSI))
            .build();

    assertThat(
            PathPolicyPlanner.plan(PlanRequest.of(host, satp("VMW_SATP_SVC", ROUND_ROBIN)))
                .changes())
        .hasSize(2);
  }

  @Test
  void refuses_what_the_host_does_not_show_to_be_on_a_storage_network() {
    assertThat(
            broken(
                disk(1).local(Told.NOT_TOLD).over(Transport.UNKNOWN), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.SAN_UNPROVEN);
  }

  @Test
  void refuses_the_device_that_the_host_boots_from() {
    assertThat(broken(disk(1).boot(Told.YES), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.BOOT_DEVICE);
  }

  @Test
  void says_what_an_old_release_does_not_tell() {
    HostStorage host =
        host().with(disk(1).boot(Told.NOT_TOLD).reserved(Told.NOT_TOLD)).running(4, 1).build();

    Verdict.Change change = (Verdict.Change) verdict(host, satp("VMW_SATP_SVC", ROUND_ROBIN));

    assertThat(change.notes())
        .containsExactly(
            "this release does not tell whether the host boots from the device",
            "this release does not tell whether a guest cluster shares the device");
  }

  @Test
  void refuses_a_device_with_one_path() {
    assertThat(broken(disk(1).paths(PathState.ACTIVE), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.NO_SECOND_PATH);
  }

  @Test
  void refuses_a_device_with_a_dead_path_and_names_it() {
    Hosts.DeviceBuilder lun =
        disk(7).paths(PathState.ACTIVE, PathState.ACTIVE, PathState.ACTIVE, PathState.DEAD);

    Verdict.Refuse refuse =
        (Verdict.Refuse) verdict(host().with(lun).build(), satp("VMW_SATP_SVC", ROUND_ROBIN));

    assertThat(refuse.broken())
        .containsExactly(new BrokenRule(SafetyRule.DEAD_PATH, "vmhba1:C0:T3:L7 is dead"));
  }

  @Test
  void takes_standby_paths_for_healthy_ones() {
    HostStorage host = host().with(disk(1).paths(PathState.ACTIVE, PathState.STANDBY)).build();

    assertThat(verdict(host, satp("VMW_SATP_SVC", ROUND_ROBIN))).isInstanceOf(Verdict.Change.class);
  }

  @Test
  void refuses_a_disk_that_a_guest_cluster_shares() {
    assertThat(broken(disk(1).reserved(Told.YES), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.CLUSTERED_DISK);
    assertThat(
            broken(
                host().with(disk(1).reserved(Told.YES)).running(5, 0), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.HOST_TOO_OLD_FOR_SHARED_RR, SafetyRule.CLUSTERED_DISK);
  }

  @Test
  void refuses_against_a_users_own_rule_for_the_array() {
    Hosts host =
        host()
            .with(disk(1))
            .rule(
                SatpRule.forArray(
                    SatpName.SVC, "IBM", "2145", "", PspName.FIXED, "", "keep SVC on fixed"));

    assertThat(broken(host, "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.RULE_REVERTS_AT_REBOOT);
  }

  @Test
  void minds_no_system_rule_because_a_device_policy_outlives_a_reboot() {
    SatpRule rule =
        new SatpRule(
            SatpName.SVC,
            "",
            "IBM",
            "2145",
            "",
            "",
            "",
            "system",
            "",
            Optional.of(PspName.FIXED),
            "",
            "");
    HostStorage host = host().with(disk(1)).rule(rule).build();

    assertThat(verdict(host, satp("VMW_SATP_SVC", ROUND_ROBIN))).isInstanceOf(Verdict.Change.class);
  }

  @Test
  void refuses_a_device_that_another_plug_in_takes_at_the_next_boot() {
    assertThat(
            broken(
                host().with(disk(1)).claimRule(200, "file", "MASK_PATH", "IBM"),
                "VMW_SATP_SVC",
                ROUND_ROBIN))
        .containsExactly(SafetyRule.RULE_REVERTS_AT_REBOOT);
  }

  @Test
  void refuses_a_round_robin_limit_on_a_release_that_forgets_it() {
    assertThat(
            broken(
                host().with(disk(1)).running(4, 1),
                "VMW_SATP_SVC",
                PolicyGoal.roundRobin(RoundRobinTuning.iops(1))))
        .containsExactly(SafetyRule.RULE_REVERTS_AT_REBOOT);
  }

  @Test
  void refuses_to_replace_a_storage_vendors_policy() {
    Hosts.DeviceBuilder eql = disk(1).satp("VMW_SATP_EQL").psp("DELL_PSP_EQL_ROUTED");

    assertThat(broken(eql, "VMW_SATP_EQL", ROUND_ROBIN))
        .containsExactly(SafetyRule.THIRD_PARTY_PSP);
  }

  @Test
  void refuses_to_replace_a_configuration_that_it_could_not_bring_back() {
    Hosts.DeviceBuilder odd = disk(1).config(new PspConfig.Unknown("{preferred=here}"));

    assertThat(broken(odd, "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.CONFIG_NOT_UNDERSTOOD);
  }

  @Test
  void refuses_latency_before_6_7() {
    assertThat(
            broken(
                host().with(disk(1)).running(6, 0),
                "VMW_SATP_SVC",
                PolicyGoal.roundRobin(RoundRobinTuning.latency())))
        .containsExactly(SafetyRule.ROUND_ROBIN_LIMIT_TOO_NEW);
  }

  @Test
  void refuses_everything_on_a_host_that_was_not_read_whole() {
    assertThat(broken(host().with(disk(1)).unread("path-list"), "VMW_SATP_SVC", ROUND_ROBIN))
        .containsExactly(SafetyRule.HOST_NOT_READ);
  }

  @Test
  void goes_on_past_a_rule_that_was_overridden_by_name_and_records_it() {
    RuleOverride word =
        new RuleOverride(
            SafetyRule.ACTIVE_PASSIVE_WITHOUT_ALUA, "mika", "array firmware 7 supports it");
    HostStorage host = host().with(disk(1).satp("VMW_SATP_LSI").psp("VMW_PSP_MRU")).build();

    Verdict verdict =
        PathPolicyPlanner.plan(
                PlanRequest.of(host, satp("VMW_SATP_LSI", ROUND_ROBIN)).with(List.of(word)))
            .devices()
            .getFirst()
            .verdict();

    assertThat(((Verdict.Change) verdict).overridden()).containsExactly(word);
  }

  @Test
  void lets_nobody_override_what_cannot_work() {
    assertThatThrownBy(() -> new RuleOverride(SafetyRule.PSP_NOT_OFFERED, "mika", "please"))
        .isInstanceOf(MalformedValue.class)
        .hasMessageContaining("cannot be overridden");
    assertThatThrownBy(() -> SafetyRule.byId("dead-pth"))
        .hasMessageContaining("overridable rules are")
        .hasMessageContaining("dead-path");
  }

  @Test
  void follows_the_standard_that_fits_the_array() {
    Standard svc =
        new Standard(
            "svc-rr",
            new Standard.Match(
                Optional.of(NamePattern.of("IBM")),
                Optional.of(NamePattern.of("2145*")),
                Optional.empty(),
                Map.of()),
            ROUND_ROBIN,
            Standard.Mode.ENFORCE);
    HostStorage host = host().with(disk(1)).with(disk(2).array("DGC", "VRAID")).build();

    HostPlan plan =
        PathPolicyPlanner.plan(PlanRequest.of(host, new PolicyTarget.ByStandards(List.of(svc))));

    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.changes().getFirst().verdict().reason()).endsWith("as standard svc-rr");
    assertThat(plan.kept().getFirst().verdict().reason()).isEqualTo("no standard speaks of it");
  }

  @Test
  void only_reports_what_a_standard_in_report_mode_wants() {
    HostStorage host = host().with(disk(1)).build();

    assertThat(
            verdict(
                host,
                new PolicyTarget.ByStandards(
                    List.of(standard("svc", ROUND_ROBIN, Standard.Mode.REPORT)))))
        .isEqualTo(
            new Verdict.Keep(
                Verdict.Kept.REPORT_ONLY,
                "standard svc only reports: policy is VMW_PSP_FIXED and not VMW_PSP_RR"));
  }

  @Test
  void refuses_a_device_that_two_standards_want_differently() {
    List<Standard> standards =
        List.of(
            standard("a", ROUND_ROBIN, Standard.Mode.ENFORCE),
            standard("b", PolicyGoal.of(PspName.MRU), Standard.Mode.ENFORCE));

    Verdict verdict =
        verdict(host().with(disk(1)).build(), new PolicyTarget.ByStandards(standards));

    assertThat(((Verdict.Refuse) verdict).broken())
        .containsExactly(
            new BrokenRule(
                SafetyRule.STANDARDS_DISAGREE, "a wants VMW_PSP_RR, b wants VMW_PSP_MRU"));
  }

  @Test
  void asks_only_hosts_with_the_tag_of_the_standard() {
    Standard prod =
        new Standard(
            "prod",
            new Standard.Match(
                Optional.empty(),
                Optional.empty(),
                Optional.of(NamePattern.of("VMW_SATP_*")),
                Map.of("env", NamePattern.of("prod*"))),
            ROUND_ROBIN,
            Standard.Mode.ENFORCE);
    HostStorage host = host().with(disk(1)).build();
    PolicyTarget target = new PolicyTarget.ByStandards(List.of(prod));

    assertThat(PathPolicyPlanner.plan(PlanRequest.of(host, target)).changes()).isEmpty();
    assertThat(
            PathPolicyPlanner.plan(
                    new PlanRequest(
                        host, Map.of("env", "prod1"), target, Set.of(), List.of(), Map.of()))
                .changes())
        .hasSize(1);
  }

  @Test
  void refuses_a_wish_that_selects_nothing() {
    assertThatThrownBy(
            () -> PlanRequest.of(host().build(), new PolicyTarget.BySatp(Set.of(), ROUND_ROBIN)))
        .isInstanceOf(MalformedValue.class)
        .hasMessageContaining("name a SATP");
  }

  private static Standard standard(String id, PolicyGoal goal, Standard.Mode mode) {
    return new Standard(
        id,
        new Standard.Match(
            Optional.empty(),
            Optional.empty(),
            Optional.of(NamePattern.of("VMW_SATP_SVC")),
            Map.of()),
        goal,
        mode);
  }
}
