package dev.vireo.multipath.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RuntimeNameTest {

  @Test
  void tells_its_adapter() {
    assertThat(RuntimeName.parse("vmhba37:C1:T0:L10").adapter()).isEqualTo("vmhba37");
  }

  @Test
  void names_the_place_where_a_letter_o_stands_for_a_zero() {
    assertThatThrownBy(() -> RuntimeName.parse("vmhba37:CO:T1:L6"))
        .hasMessageContaining("at position 10");
  }

  @Test
  void refuses_a_name_that_goes_on() {
    assertThat(RuntimeName.tryParse("vmhba1:C0:T0:L0;reboot")).isEmpty();
    assertThat(RuntimeName.tryParse("vmhba1:C0:T0")).isEmpty();
    assertThat(RuntimeName.tryParse("vmhba1:C0:T0:L" + "1".repeat(80))).isEmpty();
  }
}
