package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.ClaimRule;
import dev.vireo.multipath.domain.Psp;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

  static final List<String> RELEASES = Captures.RELEASES;

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_policies_and_satps_of_every_release(String release) {
    Parsed<Psp> psps = Tables.psps(Captures.text(release, Listing.PSP_LIST));
    Parsed<Satp> satps = Tables.satps(Captures.text(release, Listing.SATP_LIST));

    assertThat(psps.unparsed()).isEmpty();
    assertThat(psps.items()).contains(new Psp(PspName.ROUND_ROBIN, "Round Robin Path Selection"));
    assertThat(satps.unparsed()).isEmpty();
    assertThat(satps.items())
        .hasSize(12)
        .contains(new Satp(SatpName.SVC, PspName.FIXED, "Supports IBM SVC", true))
        .contains(new Satp(SatpName.ALUA, PspName.MRU, "Placeholder (plugin not loaded)", false));
  }

  @Test
  void reads_a_table_whose_blanks_a_blog_collapsed() {
    Parsed<Psp> psps =
        Tables.psps(
            """
            ~ # esxcli storage nmp psp list
            Name Description
            ------------- ---------------------------------
            VMW_PSP_MRU Most Recently Used Path Selection
            VMW_PSP_FIXED Fixed Path Selection
            """);

    assertThat(psps.unparsed()).isEmpty();
    assertThat(psps.items())
        .containsExactly(
            new Psp(PspName.MRU, "Most Recently Used Path Selection"),
            new Psp(PspName.FIXED, "Fixed Path Selection"));
  }

  @Test
  void reads_rows_that_a_grep_cut_from_their_header() {
    assertThat(Tables.satps("VMW_SATP_SVC         VMW_PSP_FIXED  Supports IBM SVC\n").items())
        .containsExactly(new Satp(SatpName.SVC, PspName.FIXED, "Supports IBM SVC", true));
  }

  @Test
  void reads_a_row_that_was_edited_by_hand_and_one_with_tabs() {
    Parsed<Satp> satps =
        Tables.satps(
            """
            Name                 Default PSP    Description
            -------------------  -------------  ----------------
            VMW_SATP_ALUA           VMW_PSP_RR     Placeholder (plugin not loaded)
            VMW_SATP_SVC\tVMW_PSP_FIXED\tSupports IBM SVC
            """);

    assertThat(satps.unparsed()).isEmpty();
    assertThat(satps.items().stream().map(Satp::defaultPsp))
        .containsExactly(PspName.ROUND_ROBIN, PspName.FIXED);
  }

  @Test
  void reports_what_is_no_row() {
    Parsed<Satp> satps =
        Tables.satps(
            "Name          Default PSP    Description\nVMW_SATP_SVC  VMW_PSP_FIXED  x\n(snip)\n");

    assertThat(satps.items()).hasSize(1);
    assertThat(satps.unparsed().getFirst().line()).isEqualTo(3);
    assertThat(satps.unparsed().getFirst().reason()).isEqualTo("no row of this listing begins so");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "5.5", "6.0", "6.7", "7.0", "8.0"})
  void reads_satp_rules_by_the_places_of_the_ruler(String release) {
    Parsed<SatpRule> rules = Tables.satpRules(Captures.text(release, Listing.SATP_RULE_LIST));

    assertThat(rules.unparsed()).isEmpty();
    assertThat(rules.items())
        .hasSize(5)
        .contains(
            new SatpRule(
                new SatpName("VMW_SATP_DEFAULT_AA"),
                "",
                "ACME",
                "Box 9000",
                "",
                "",
                "disable_ssd",
                "user",
                "",
                Optional.of(PspName.ROUND_ROBIN),
                "iops=1",
                "ACME arrays, all of them"));
    assertThat(rules.items().get(3).transport()).isEqualTo("sas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "4.1"})
  void reads_satp_rules_without_ruler_by_the_places_of_the_header(String release) {
    Parsed<SatpRule> rules = Tables.satpRules(Captures.text(release, Listing.SATP_RULE_LIST));

    assertThat(rules.unparsed()).isEmpty();
    assertThat(rules.items().get(1).model()).isEqualTo("^1814*");
    assertThat(rules.items().get(2).claimOptions()).isEqualTo("tpgs_on");
    assertThat(rules.items().get(2).description()).isEqualTo("CLARiiON array in ALUA mode");
  }

  @Test
  void reports_a_satp_rule_whose_columns_are_lost() {
    Parsed<SatpRule> rules =
        Tables.satpRules("VMW_SATP_ALUA SUN COMSTAR user VMW_PSP_RR iops=1 Storage\n");

    assertThat(rules.items()).isEmpty();
    assertThat(rules.unparsed().getFirst().reason()).startsWith("its columns cannot be told apart");
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_claim_rules_of_every_release(String release) {
    Parsed<ClaimRule> rules = Tables.claimRules(Captures.text(release, Listing.CLAIM_RULE_LIST));

    assertThat(rules.unparsed()).isEmpty();
    assertThat(rules.items())
        .contains(
            new ClaimRule(
                "MP",
                101,
                "file",
                "vendor",
                "MASK_PATH",
                Map.of("vendor", "DELL", "model", "Universal Xport")));
    assertThat(rules.items().getLast().number()).isEqualTo(65_535);
  }

  @Test
  void reads_the_plug_ins() {
    Parsed<Tables.Plugin> plugins =
        Tables.plugins("Plugin name  Plugin class\n-----------  ------------\nNMP          MP\n");

    assertThat(plugins.items()).containsExactly(new Tables.Plugin("NMP", "MP"));
    assertThat(plugins.unparsed()).isEmpty();
  }
}
