package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.VCenter;
import dev.vireo.hypervisor.HostAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  private static final VCenter VCENTER =
      new VCenter("vc.example.org", "reader@vsphere.local", "file:vc.password", null);

  private static DiscoverHosts ask(
      List<String> addresses, @Nullable String network, @Nullable VCenter vcenter) {
    return new DiscoverHosts(addresses, network, vcenter, null, null, Map.of(), null);
  }

  private static String fieldRefused(DiscoverHosts command) {
    return catchThrowableOfType(InvalidMessage.class, () -> Discovery.of(command)).field();
  }

  @Test
  void exactly_one_of_addresses_network_and_vcenter_says_where_to_look() {
    assertThat(fieldRefused(ask(List.of(), null, null))).isEqualTo("addresses");
    assertThat(fieldRefused(ask(List.of("192.0.2.1"), "192.0.2.0/24", null))).isEqualTo("network");
    assertThat(fieldRefused(ask(List.of(), "192.0.2.0/24", VCENTER))).isEqualTo("vcenter");
  }

  @Test
  void each_listed_address_may_bring_a_port_and_counts_once() {
    Discovery discovery =
        Discovery.of(
            new DiscoverHosts(
                List.of("esx-a.example.org", "192.0.2.1:2201", "192.0.2.1:2201"),
                null,
                null,
                2222,
                null,
                Map.of(),
                null));

    assertThat(discovery.where())
        .isEqualTo(
            new Discovery.Addresses(
                List.of(
                    new HostAddress("esx-a.example.org", 2222),
                    new HostAddress("192.0.2.1", 2201))));
    assertThat(discovery.perSecond()).isEqualTo(Discovery.USUAL_RATE);
  }

  @Test
  void a_malformed_address_is_refused_by_its_place() {
    assertThat(fieldRefused(ask(List.of("192.0.2.1", "esx;reboot"), null, null)))
        .isEqualTo("addresses[1]");
  }

  @Test
  void a_rate_or_a_port_out_of_bounds_is_refused() {
    assertThat(
            fieldRefused(
                new DiscoverHosts(List.of(), "192.0.2.0/24", null, null, null, Map.of(), 501)))
        .isEqualTo("perSecond");
    assertThat(
            fieldRefused(
                new DiscoverHosts(List.of(), "192.0.2.0/24", null, 70_000, null, Map.of(), null)))
        .isEqualTo("port");
  }

  @Test
  void the_login_of_found_hosts_is_held_against_its_grammar_whatever_its_address() {
    Connection login =
        new Connection(
            "(any)", "root", CredentialKind.PASSWORD, "file:../esx.password", null, null);

    assertThat(
            fieldRefused(
                new DiscoverHosts(List.of(), "192.0.2.0/24", null, null, login, Map.of(), null)))
        .isEqualTo("connection.credential");
  }

  @Test
  void a_vcenter_is_reached_at_443_unless_told_otherwise() {
    assertThat(Discovery.of(ask(List.of(), null, VCENTER)).where())
        .isEqualTo(
            new Discovery.BehindVCenter(new HostAddress("vc.example.org", 443), VCENTER, 22));
  }

  @Test
  void a_fingerprint_that_is_none_is_refused() {
    VCenter vcenter = new VCenter("vc", "reader", "file:vc.password", "ab:cd");

    assertThat(fieldRefused(ask(List.of(), null, vcenter))).isEqualTo("vcenter.certificateSha256");
  }

  @Test
  void a_found_host_takes_the_login_and_its_own_address() {
    Connection login =
        new Connection("(any)", "root", CredentialKind.PASSWORD, "file:esx.password", null, null);

    Registration registration =
        Discovery.registration(
            null, new HostAddress("192.0.2.9", 22), login, Map.of("env", "prod"));

    assertThat(registration.host().text()).isEqualTo("192.0.2.9");
    assertThat(registration.connection().address()).isEqualTo("192.0.2.9:22");
    assertThat(registration.connection().credential()).isEqualTo("file:esx.password");
    assertThat(registration.tags()).containsEntry("env", "prod");
  }
}
