package dev.vireo.multipath.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PluginNamesTest {

  @Test
  void takes_a_storage_vendors_own_policy() {
    PspName psp = PspName.parse("DELL_PSP_EQL_ROUTED");

    assertThat(psp.isVmware()).isFalse();
  }

  @Test
  void asks_whether_the_upper_case_name_was_meant() {
    assertThatThrownBy(() -> PspName.parse("vmw_psp_rr"))
        .isInstanceOf(MalformedValue.class)
        .hasMessage(
            "psp 'vmw_psp_rr' at position 1: character 'v' is not allowed; did you mean"
                + " VMW_PSP_RR?");
  }

  @Test
  void shows_a_name_with_a_control_character_on_one_line() {
    assertThatThrownBy(() -> SatpName.parse("VMW\nX"))
        .hasMessageContaining("satp 'VMW\\u000aX' at position 4");
  }

  @Test
  void refuses_an_empty_name_and_one_without_end() {
    assertThat(PspName.tryParse("")).isEmpty();
    assertThat(PspName.tryParse("A".repeat(65))).isEmpty();
  }

  @Test
  void knows_the_active_passive_arrays_without_alua() {
    assertThat(SatpName.parse("VMW_SATP_LSI").activePassiveWithoutAlua()).isTrue();
    assertThat(SatpName.parse("VMW_SATP_ALUA_CX").activePassiveWithoutAlua()).isFalse();
  }
}
