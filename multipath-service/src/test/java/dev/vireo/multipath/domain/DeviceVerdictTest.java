package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceVerdictTest {

  private static DeviceVerdict verdict(Hosts.DeviceBuilder device) {
    return PathPolicyPlanner.plan(
            PlanRequest.of(
                host().with(device).build(),
                new PolicyTarget.BySatp(Set.of(SatpName.SVC), PolicyGoal.of(PspName.ROUND_ROBIN))))
        .devices()
        .getFirst();
  }

  private static Optional<String> staleAfter(Hosts.DeviceBuilder now) {
    return verdict(disk(1)).stale(host().with(now).build());
  }

  @Test
  void holds_while_only_the_current_path_moves() {
    assertThat(
            staleAfter(
                disk(1)
                    .config(
                        new PspConfig.Fixed(
                            Optional.of(disk(1).path(0)), Optional.of(disk(1).path(3))))))
        .isEmpty();
  }

  @Test
  void is_stale_when_the_policy_changed() {
    assertThat(staleAfter(disk(1).psp("VMW_PSP_MRU")))
        .hasValue(
            disk(1).deviceId()
                + " on esx01 changed since the plan: its policy was VMW_PSP_FIXED and is now"
                + " VMW_PSP_MRU");
  }

  @Test
  void is_stale_when_the_preferred_path_changed() {
    assertThat(
            staleAfter(
                disk(1)
                    .config(new PspConfig.Fixed(Optional.of(disk(1).path(1)), Optional.empty()))))
        .hasValueSatisfying(w -> assertThat(w).contains("its configuration was 'preferred="));
  }

  @Test
  void is_stale_when_its_paths_are_there_and_nmp_claims_it_no_longer() {
    HostStorage before = host().with(disk(1)).build();
    HostStorage now =
        new HostStorage(
            before.host(),
            before.version(),
            before.psps(),
            before.satps(),
            before.satpRules(),
            before.claimRules(),
            List.of(),
            before.paths(),
            List.of(),
            List.of(),
            before.readAt());

    assertThat(verdict(disk(1)).stale(now))
        .hasValueSatisfying(w -> assertThat(w).contains("NMP claims it no longer"));
  }

  @Test
  void is_stale_when_another_satp_claims_the_device() {
    assertThat(staleAfter(disk(1).satp("VMW_SATP_ALUA")))
        .hasValueSatisfying(
            w -> assertThat(w).contains("claimed by VMW_SATP_SVC and is now by VMW_SATP_ALUA"));
  }

  @Test
  void is_stale_when_a_path_died_went_or_came() {
    assertThat(
            staleAfter(
                disk(1)
                    .paths(PathState.ACTIVE, PathState.DEAD, PathState.ACTIVE, PathState.ACTIVE)))
        .hasValueSatisfying(
            w -> assertThat(w).contains("vmhba1:C0:T1:L1 was ACTIVE and is now DEAD"));
    assertThat(staleAfter(disk(1).paths(PathState.ACTIVE, PathState.ACTIVE)))
        .hasValueSatisfying(w -> assertThat(w).contains("vmhba1:C0:T2:L1 is gone"));
    assertThat(verdict(disk(1).paths(PathState.ACTIVE)).stale(host().with(disk(1)).build()))
        .hasValueSatisfying(w -> assertThat(w).contains("vmhba1:C0:T1:L1 is new"));
  }

  @Test
  void is_stale_when_the_device_is_gone() {
    assertThat(verdict(disk(1)).stale(host().build()))
        .hasValue(disk(1).deviceId() + " is no longer on esx01");
  }
}
