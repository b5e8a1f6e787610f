package dev.vireo.backup.probe;

import static dev.vireo.backup.probe.NetworkLab.NAME;
import static dev.vireo.backup.probe.NetworkLab.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Causes that are made real: by links, routes, packet filters, name servers, files and clocks. */
@Tag("long")
class CausesInNamespacesTest {

  private static final String FORWARD = "--address=/" + NAME + "/" + SERVER;
  private static final String REVERSE = "--ptr-record=2.2.231.10.in-addr.arpa," + NAME;

  @TempDir Path folder;

  private NetworkLab lab;

  @BeforeEach
  void build() throws Exception {
    lab = NetworkLab.make(folder);
  }

  @AfterEach
  void tearDown() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  private static String cause(JsonNode diagnosis) {
    return diagnosis.path("cause").asText();
  }

  @Test
  void a_target_behind_a_router_with_which_all_is_well_is_healthy() throws Exception {
    lab.names(FORWARD, REVERSE);
    JsonNode seen = lab.diagnose(NAME + ":" + lab.appliance(""));
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("HEALTHY");
    assertThat(seen.path("confidence").asText()).isEqualTo("CERTAIN");
  }

  @Test
  void a_name_that_the_name_server_does_not_know_has_no_address() throws Exception {
    lab.names();
    JsonNode seen = lab.diagnosed(NAME);
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("NAME_FORWARD");
  }

  @Test
  void a_hosts_file_that_says_other_than_the_name_server_overrides_it() throws Exception {
    lab.names("--address=/" + NAME + "/10.231.2.9");
    lab.hosts("127.0.0.1 localhost\n" + SERVER + " " + NAME + "\n");
    JsonNode seen = lab.diagnose(NAME + ":" + lab.appliance(""));
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("NAME_OVERRIDDEN");
  }

  @Test
  void an_address_whose_name_leads_elsewhere_is_a_mismatch() throws Exception {
    lab.names(
        FORWARD,
        "--ptr-record=2.2.231.10.in-addr.arpa,other.lab.example",
        "--address=/other.lab.example/10.231.2.9");
    JsonNode seen = lab.diagnose(NAME + ":" + lab.appliance(""));
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("NAME_REVERSE_MISMATCH");
  }

  @Test
  void a_network_to_which_there_is_no_route_is_told_as_that() throws Exception {
    lab.inClient("ip", "route", "del", "default");
    JsonNode seen = lab.diagnosed(SERVER);
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("ROUTE");
  }

  @Test
  void a_port_that_a_packet_filter_drops_is_filtered() throws Exception {
    int port = lab.appliance("");
    lab.serverFilters("tcp dport " + port + " drop");
    JsonNode seen = lab.diagnosed(SERVER + ":" + port);
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("PORT_FILTERED");
  }

  @Test
  void a_port_that_a_packet_filter_rejects_is_refused() throws Exception {
    int port = lab.appliance("");
    lab.serverFilters("tcp dport " + port + " reject with tcp reset");
    JsonNode seen = lab.diagnosed(SERVER + ":" + port);
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("PORT_REFUSED");
  }

  /** The router says that a packet is too big, and a filter keeps that from who sent it. */
  @Test
  void a_link_that_swallows_large_packets_in_silence_is_a_matter_of_mtu() throws Exception {
    int port = lab.appliance("");
    lab.inRouter("ip", "link", "set", "c", "mtu", "300");
    lab.routerFilters("icmp type destination-unreachable drop");
    JsonNode seen = lab.diagnosed(SERVER + ":" + port);
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("MTU");
  }

  /**
   * What runs by another clock is slow at first, for each look at the clock is a detour: on a busy
   * machine its first handshake outlasts a preflight's patience, which is a finding of its own.
   */
  private int warm(int port) throws Exception {
    String cause = cause(lab.diagnosed(SERVER + ":" + port));
    for (int again = 0; again < 5 && cause.equals("TLS_PROTOCOL"); again++) {
      cause = cause(lab.diagnosed(SERVER + ":" + port));
    }
    assertThat(cause).isNotEqualTo("HEALTHY");
    return port;
  }

  @Test
  void a_program_whose_clock_is_ten_minutes_late_shows_it() throws Exception {
    lab.names(FORWARD, REVERSE);
    JsonNode seen = lab.diagnose(NAME + ":" + warm(lab.appliance("-10m")));
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("CLOCK_SKEW");
  }

  @Test
  void a_certificate_that_is_valid_by_the_targets_clock_alone_is_a_matter_of_clocks()
      throws Exception {
    lab.names(FORWARD, REVERSE);
    JsonNode seen = lab.diagnose(NAME + ":" + warm(lab.appliance("-40d")));
    assertThat(cause(seen)).as(seen.toString()).isEqualTo("CLOCK_SKEW");
  }
}
