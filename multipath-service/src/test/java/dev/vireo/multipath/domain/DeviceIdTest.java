package dev.vireo.multipath.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naa.600507680b8081f2c800000000000011",
        "naa.5000c5004a1b2c3d",
        "eui.00a0504658335330",
        "t10.NVMe____ACME_FAST_512GB_____________________________0A1B2C3D4E5F6071",
        "t10.ATA_____ST9500620NS_________________________________9XF0A1B2",
        "mpx.vmhba32:C0:T0:L0",
        "uuid.2b6522e97f86428c91e193efa93c864f",
        "sym.029025256531353837",
        "vml.0200050000600507680b8081f2c800000000000011323134352020"
      })
  void takes_every_kind_of_name_that_hosts_print(String name) {
    assertThat(DeviceId.parse(name).value()).isEqualTo(name);
  }

  @Test
  void names_the_place_of_a_hostile_character() {
    MalformedValue refused =
        catchThrowableOfType(MalformedValue.class, () -> DeviceId.parse("naa.1;reboot"));

    assertThat(refused.field()).isEqualTo("device");
    assertThat(refused.position()).isEqualTo(6);
    assertThat(refused)
        .hasMessageContaining("character ';'")
        .hasMessageContaining("e.g. naa.60050768018086a3d800000000000062");
  }

  @Test
  void finds_a_letter_o_typed_for_a_zero() {
    MalformedValue refused =
        catchThrowableOfType(MalformedValue.class, () -> DeviceId.parse("naa.6O05"));

    assertThat(refused.position()).isEqualTo(6);
    assertThat(refused).hasMessageContaining("among hex digits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "naa.",
        "uuid.",
        "scsi.123",
        "naa.12 34",
        "t10.a$(reboot)",
        "t10.a`b`",
        "t10.'x'",
        "mpx.vmhba0",
        "naa.12\n34",
        "NAA.1234",
        "naa.12AB"
      })
  void refuses_what_no_host_prints(String text) {
    assertThat(DeviceId.tryParse(text)).isEmpty();
  }

  @Test
  void refuses_a_name_without_end() {
    assertThat(DeviceId.tryParse("t10." + "a".repeat(DeviceId.MAX_LENGTH))).isEmpty();
  }

  @Property
  boolean whatever_is_taken_holds_nothing_a_shell_knows(@ForAll String text) {
    return DeviceId.tryParse("t10." + text)
        .map(id -> id.value().chars().noneMatch(c -> " ;&|<>$`'\"\\*?[]{}()!#~\n".indexOf(c) >= 0))
        .orElse(true);
  }
}
