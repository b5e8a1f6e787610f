package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectiveDefaultTest {

  private static SatpRule rule(
      String device, String vendor, String model, String group, PspName psp) {
    return new SatpRule(
        SatpName.SVC, device, vendor, model, "", "", "", group, "", Optional.of(psp), "", "");
  }

  private static PspName defaultOf(HostStorage host) {
    Device device = host.devices().getFirst();
    return EffectiveDefault.of(host, device, host.pathsOf(device.id())).orElseThrow().psp();
  }

  @Test
  void is_that_of_the_satp_where_no_rule_speaks_of_the_device() {
    assertThat(
            defaultOf(
                host()
                    .with(disk(1))
                    .rule(rule("", "DGC", "", "system", PspName.ROUND_ROBIN))
                    .build()))
        .isEqualTo(PspName.FIXED);
  }

  @Test
  void is_that_of_the_rule_for_the_array() {
    assertThat(
            defaultOf(
                host()
                    .with(disk(1))
                    .rule(rule("", "IBM", "2145", "system", PspName.ROUND_ROBIN))
                    .build()))
        .isEqualTo(PspName.ROUND_ROBIN);
  }

  @Test
  void is_that_of_the_narrowest_rule() {
    assertThat(
            defaultOf(
                host()
                    .with(disk(1))
                    .rule(rule("", "IBM", "2145", "user", PspName.ROUND_ROBIN))
                    .rule(rule(disk(1).deviceId().value(), "", "", "user", PspName.MRU))
                    .rule(rule("", "IBM", "", "user", PspName.FIXED))
                    .build()))
        .isEqualTo(PspName.MRU);
  }

  @Test
  void takes_the_users_rule_before_the_systems() {
    assertThat(
            defaultOf(
                host()
                    .with(disk(1))
                    .rule(rule("", "IBM", "2145", "user", PspName.MRU))
                    .rule(rule("", "IBM", "2145", "system", PspName.ROUND_ROBIN))
                    .build()))
        .isEqualTo(PspName.MRU);
  }

  @Test
  void shows_a_policy_that_differs_from_it_to_be_pinned() {
    HostStorage host = host().with(disk(1).psp("VMW_PSP_RR")).with(disk(2)).build();

    assertThat(mode(host, 0)).isEqualTo(PolicyMode.PINNED);
    assertThat(mode(host, 1)).isEqualTo(PolicyMode.UNKNOWN);
  }

  private static PolicyMode mode(HostStorage host, int index) {
    Device device = host.devices().get(index);
    return EffectiveDefault.modeOf(host, device, host.pathsOf(device.id()));
  }

  @Test
  void matches_vmwares_own_patterns() {
    assertThat(NamePattern.of("^1814*").matches("1814      FAStT")).isTrue();
    assertThat(NamePattern.of("2145").matches("2145            ")).isTrue();
    assertThat(NamePattern.of("2145").matches("21450")).isFalse();
    assertThat(NamePattern.of("*").matches("")).isTrue();
    assertThat(NamePattern.of("a*b*c").matches("aXbXbc")).isTrue();
    assertThat(NamePattern.of("a*b").matches("aXbX")).isFalse();
  }
}
