package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static dev.vireo.multipath.domain.Hosts.roundRobin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final Standard SVC =
      new Standard(
          "svc",
          new Standard.Match(
              Optional.of(NamePattern.of("IBM")),
              Optional.empty(),
              Optional.of(NamePattern.of("VMW_SATP_SVC")),
              Map.of()),
          PolicyGoal.roundRobin(RoundRobinTuning.iops(1)),
          Standard.Mode.REPORT);

  @Test
  void finds_the_one_device_that_was_missed() {
    HostStorage host =
        host()
            .with(disk(1).psp("VMW_PSP_RR").config(roundRobin(RoundRobinLimit.IOPS, 1)))
            .with(disk(2).psp("VMW_PSP_RR"))
            .with(disk(3).satp("VMW_SATP_ALUA"))
            .build();

    List<Drift> drift = Drift.between(List.of(SVC), host, Map.of());

    assertThat(drift).hasSize(1);
    assertThat(drift.getFirst().device()).isEqualTo(disk(2).deviceId());
    assertThat(drift.getFirst().words())
        .isEqualTo("configuration is policy=rr,iops=1000,bytes=10485760,useANO=0 and not iops=1");
  }

  @Test
  void ignores_the_counters_of_round_robin() {
    PspConfig.RoundRobin a = roundRobin(RoundRobinLimit.IOPS, 1);
    PspConfig.RoundRobin b = new PspConfig.RoundRobin(a.settings(), "lastPathIndex=3");

    assertThat(a.sameSettings(b)).isTrue();
    assertThat(a.sameSettings(roundRobin(RoundRobinLimit.IOPS, 3))).isFalse();
  }

  @Test
  void ignores_the_current_path_but_not_the_preferred_one() {
    PspConfig home =
        new PspConfig.Fixed(Optional.of(disk(1).path(0)), Optional.of(disk(1).path(0)));
    PspConfig away =
        new PspConfig.Fixed(Optional.of(disk(1).path(0)), Optional.of(disk(1).path(1)));
    PspConfig other =
        new PspConfig.Fixed(Optional.of(disk(1).path(1)), Optional.of(disk(1).path(1)));

    assertThat(home.sameSettings(away)).isTrue();
    assertThat(home.sameSettings(other)).isFalse();
  }
}
