package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.InvalidMessage;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  private static List<String> hosts(String text) {
    return AddressRange.parse(text).hosts().toList();
  }

  @Test
  void leaves_out_the_network_and_its_broadcast() {
    assertThat(hosts("192.0.2.248/29"))
        .containsExactly(
            "192.0.2.249",
            "192.0.2.250",
            "192.0.2.251",
            "192.0.2.252",
            "192.0.2.253",
            "192.0.2.254");
  }

  @Test
  void a_link_of_two_and_a_single_host_have_neither() {
    assertThat(hosts("192.0.2.4/31")).containsExactly("192.0.2.4", "192.0.2.5");
    assertThat(hosts("192.0.2.4/32")).containsExactly("192.0.2.4");
    assertThat(hosts("2001:db8::8/127")).containsExactly("2001:db8::8", "2001:db8::9");
    assertThat(hosts("2001:db8::8/128")).containsExactly("2001:db8::8");
  }

  @Test
  void counts_over_the_end_of_an_octet() {
    assertThat(hosts("10.0.254.0/23")).hasSize(510).contains("10.0.254.255", "10.0.255.0");
  }

  @Test
  void takes_ipv6_down_to_a_prefix_of_116() {
    assertThat(hosts("2001:db8::/126"))
        .containsExactly("2001:db8::1", "2001:db8::2", "2001:db8::3");
    assertThat(AddressRange.parse("2001:db8::/116").size()).isEqualTo(4_095);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, /20 or longer",
    "10.0.0.0/8, 2^24 addresses",
    "10.0.0.0/19, /20 or longer",
    "2001:db8::/115, /116 or longer",
    "2001:db8::/0, 2^128 addresses"
  })
  void refuses_what_is_too_wide_and_says_how_wide_would_be_right(String text, String right) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOfSatisfying(
            InvalidMessage.class, e -> assertThat(e.field()).isEqualTo("network"))
        .hasMessageContaining(right);
  }

  @Test
  void names_the_network_where_the_address_has_bits_beyond_the_prefix() {
    assertThatThrownBy(() -> AddressRange.parse("192.0.2.7/24"))
        .isInstanceOf(InvalidMessage.class)
        .hasMessageContaining("192.0.2.0/24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2/24",
        "esx.example.org/24",
        "192.0.2.0/24/24",
        "192.0.2.0/2 4",
        "::/129",
        "[::]/128",
        "x/y",
        "::ffff:192.0.2.0/120",
        "192.0.2.0:22/24"
      })
  void refuses_what_is_no_network(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(InvalidMessage.class);
  }

  @Property
  void enumerates_exactly_its_size_without_a_repeat_and_inside_itself(
      @ForAll @IntRange(min = 20, max = 32) int prefix, @ForAll int address) {
    int network = prefix == 0 ? 0 : address & (-1 << (32 - prefix));
    String text =
        "%d.%d.%d.%d/%d"
            .formatted(
                network >>> 24, network >>> 16 & 255, network >>> 8 & 255, network & 255, prefix);
    AddressRange range = AddressRange.parse(text);
    List<String> hosts = range.hosts().toList();

    assertThat(range).hasToString(text);
    assertThat(hosts).hasSize(range.size());
    assertThat(new HashSet<>(hosts)).hasSize(hosts.size());
    assertThat(hosts).allSatisfy(host -> assertThat(network(host, prefix)).isEqualTo(network));
  }

  private static int network(String host, int prefix) {
    int address = 0;
    for (String part : host.split("\\.")) {
      address = address << 8 | Integer.parseInt(part);
    }
    return address & (-1 << (32 - prefix));
  }

  @Property
  void refuses_any_other_text_by_name(@ForAll String text) {
    try {
      assertThat(AddressRange.parse(text).size()).isPositive();
    } catch (InvalidMessage e) {
      assertThat(e.field()).isEqualTo("network");
    }
  }
}
