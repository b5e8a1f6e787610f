package dev.vireo.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "esx1,esx1,22",
    "ESX1.Example.ORG:2222,esx1.example.org,2222",
    "192.0.2.7,192.0.2.7,22",
    "192.0.2.7:443,192.0.2.7,443",
    "[2001:DB8:0:0:0:0:0:1],2001:db8::1,22",
    "[::1]:2200,::1,2200",
    "[::]:1,::,1",
    "[1:0:0:2:0:0:0:3]:22,1:0:0:2::3,22",
    "[2001:db8:0:1:1:1:1:1],2001:db8:0:1:1:1:1:1,22",
    "[::ffff:192.0.2.1],192.0.2.1,22",
    "my_host-1,my_host-1,22",
  })
  void reads_names_and_addresses(String text, String host, int port) {
    assertThat(HostAddress.parse(text)).isEqualTo(new HostAddress(host, port));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | it is empty",
        "esx1;reboot | at character 5",
        "esx 1 | at character 4",
        "$(id) | at character 1",
        "esx1:0 | at character 6: a port is a number of 1 to 65535",
        "esx1:65536 | at character 6",
        "esx1:22x | at character 6",
        "esx1: | at character 6",
        ":22 | there is no host before the port",
        "2001:db8::1 | stands in brackets",
        "[2001:db8::1 | '[' has no ']'",
        "[2001:db8::1]22 | only ':' and a port may follow",
        "[2001:db8::zz] | at character 12: an IPv6 address has hexadecimal digits",
        "[fe80::1%eth0] | a zone",
        "[1:2] | not an IPv6 address",
        "[] | not an IPv6 address",
        "256.1.1.1 | four numbers of 0 to 255",
        "1.2.3 | four numbers of 0 to 255",
        "010.1.1.1 | without leading zeros",
        "a..b | there is an empty label",
        "-a | neither begins nor ends with '-'",
        "-oProxyCommand=x | at character 15",
      })
  void refuses_what_is_no_address_with_place_and_reason(String text, String reason) {
    assertThatThrownBy(() -> HostAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host address '")
        .hasMessageContaining(reason);
  }

  @Test
  void shows_control_characters_of_hostile_text_as_escapes() {
    assertThatThrownBy(() -> HostAddress.parse("esx\u001b[2J\n"))
        .hasMessageContaining("esx\\u{1b}[2J\\n")
        .hasMessageNotContaining("\u001b");
  }

  @Test
  void refuses_a_label_and_a_name_that_are_too_long() {
    assertThatThrownBy(() -> HostAddress.parse("a".repeat(64)))
        .hasMessageContaining("63 characters");
    assertThatThrownBy(() -> HostAddress.parse("abc.".repeat(64) + "d"))
        .hasMessageContaining("253 characters");
  }

  @Property
  void any_text_is_an_address_that_prints_and_parses_back_or_is_refused(@ForAll String text) {
    try {
      HostAddress address = HostAddress.parse(text);
      assertThat(HostAddress.parse(address.toString())).isEqualTo(address);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("host address '");
    }
  }

  @Property
  void any_ipv6_address_prints_and_parses_back(
      @ForAll @net.jqwik.api.constraints.Size(8)
          java.util.List<@net.jqwik.api.constraints.IntRange(max = 3) Integer> groups) {
    String longForm =
        groups.stream().map(Integer::toHexString).collect(java.util.stream.Collectors.joining(":"));
    HostAddress address = HostAddress.parse("[" + longForm + "]:22");
    assertThat(HostAddress.parse(address.toString())).isEqualTo(address);
    assertThat(HostAddress.parse("[" + address.host() + "]")).isEqualTo(address);
  }
}
