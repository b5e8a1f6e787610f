package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.Told;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SmallListingsTest {

  @Test
  void reads_a_round_robin_configuration_whose_first_line_end_was_lost() {
    Parsed<RoundRobinConfig> configs =
        RoundRobinConfig.parse(
            """
            esxcli storage nmp psp roundrobin deviceconfig get -d naa.5000    Byte Limit: 10485760     Device: naa.5000
               IOOperation Limit: 1000
               Limit Type: Default
               Use Active Unoptimized Paths: false
            """);

    assertThat(configs.unparsed()).isEmpty();
    assertThat(configs.items())
        .containsExactly(
            new RoundRobinConfig(
                "naa.5000",
                OptionalLong.of(10_485_760),
                OptionalLong.of(1000),
                "Default",
                Told.NO));
  }

  @Test
  void reads_the_round_robin_configurations_of_two_devices() {
    Parsed<RoundRobinConfig> configs =
        RoundRobinConfig.parse(
            """
               Byte Limit: 1
               Device: naa.5000
               Limit Type: Bytes

               Byte Limit: 2
               Device: naa.5001
               Limit Type: Iops
            """);

    assertThat(configs.items().stream().map(RoundRobinConfig::device))
        .containsExactly("naa.5000", "naa.5001");
  }

  @Test
  void keeps_a_round_robin_configuration_whose_device_was_cut_off() {
    Parsed<RoundRobinConfig> configs =
        RoundRobinConfig.parse("   Byte Limit: 1\n   Limit Type: Bytes\n");

    assertThat(configs.items())
        .containsExactly(
            new RoundRobinConfig(
                "", OptionalLong.of(1), OptionalLong.empty(), "Bytes", Told.NOT_TOLD));
  }

  @Test
  void reads_what_a_host_prints_when_a_default_was_set() {
    Parsed<SatpSet> sets =
        SatpSet.parse(
            "~ # esxcli storage nmp satp set -s VMW_SATP_SVC -P VMW_PSP_RR\n"
                + "Default PSP for VMW_SATP_SVC is now VMW_PSP_RR\nNo.\n");

    assertThat(sets.items()).containsExactly(new SatpSet(SatpName.SVC, PspName.ROUND_ROBIN));
    assertThat(sets.unparsed()).hasSize(1);
  }

  @Test
  void reads_rules_as_powercli_prints_them() {
    Parsed<SatpRule> rules =
        SatpRuleFields.parse(
            """
            ClaimOptions :
            DefaultPSP   : VMW_PSP_RR
            Description  : ACME arrays
            Name         : VMW_SATP_ALUA
            PSPOptions   : iops='1'
            RuleGroup    : user
            Vendor       : ACME

            ClaimOptions : tpgs_on
            Name         : VMW_SATP_CX
            """);

    assertThat(rules.unparsed()).isEmpty();
    assertThat(rules.items()).hasSize(2);
    assertThat(rules.items().getFirst().pspOptions()).isEqualTo("iops=1");
    assertThat(rules.items().getLast().defaultPsp()).isEmpty();
  }

  @Test
  void reads_the_version_in_both_forms() {
    assertThat(EsxVersionText.parse("VMware ESX 4.1.0 build-348481\n"))
        .hasValue(new EsxVersion("VMware ESX", 4, 1, 0, "348481"));
    assertThat(
            EsxVersionText.parse(
                "   Product: VMware ESXi\n   Version: 6.7.0\n   Build: Releasebuild-13006603\n"))
        .hasValue(new EsxVersion("VMware ESXi", 6, 7, 0, "13006603"));
    assertThat(EsxVersionText.parse("Linux 5.4 build-x")).isEmpty();
    assertThat(EsxVersionText.parse("VMware ESXi six.7 build-1 x")).isEmpty();
  }

  @Test
  void knows_the_dialect_of_each_release() {
    assertThat(Dialect.of(EsxVersion.of(4, 1, 0))).isEqualTo(Dialect.CLASSIC);
    assertThat(Dialect.of(EsxVersion.of(5, 0, 0))).isEqualTo(Dialect.STORAGE);
    assertThat(Dialect.of(EsxVersion.of(6, 7, 0))).isEqualTo(Dialect.STORAGE_WITH_HPP);
    assertThat(Dialect.of(EsxVersion.of(8, 0, 0))).isEqualTo(Dialect.STORAGE_WITH_HPP);
  }
}
