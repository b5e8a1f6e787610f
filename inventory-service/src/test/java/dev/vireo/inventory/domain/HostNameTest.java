package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.hypervisor.HostAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"esx-01", "a", "7", "esx_01.example.org", "ESX.01"})
  void takes_letters_digits_dots_underscores_and_dashes(String name) {
    assertThat(new HostName(name).text()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-esx",
        ".esx",
        "_a",
        "esx 01",
        "esx;reboot",
        "esx/1",
        "esx\n",
        "höst",
        "a:22"
      })
  void refuses_what_would_not_stand_in_a_selector_or_a_url_and_names_the_field(String name) {
    assertThatThrownBy(() -> new HostName(name))
        .isInstanceOfSatisfying(InvalidMessage.class, e -> assertThat(e.field()).isEqualTo("host"))
        .hasMessageContaining("such as esx-01");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7:22, 192.0.2.7",
    "127.0.0.1:2201, 127.0.0.1-2201",
    "esx.example.org, esx.example.org",
    "[2001:db8::7]:22, 2001-db8--7",
    "[::1]:2222, 0--1-2222"
  })
  void a_host_that_nobody_named_is_called_by_its_address(String address, String name) {
    assertThat(HostName.of(HostAddress.parse(address)).text()).isEqualTo(name);
  }

  @Property
  void any_address_gives_a_name(
      @ForAll @IntRange(max = 65_535) int a,
      @ForAll @IntRange(max = 65_535) int b,
      @ForAll @IntRange(min = 1, max = 65_535) int port) {
    String text = "[%x::%x]:%d".formatted(a, b, port);

    assertThat(HostName.of(HostAddress.parse(text)).text()).isNotEmpty();
  }
}
