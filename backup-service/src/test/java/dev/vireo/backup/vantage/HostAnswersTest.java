package dev.vireo.backup.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.hypervisor.script.StepResult;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hosts print, in the shapes of glibc, BIND, iproute, net-tools, busybox and ESXi. */
class HostAnswersTest {

  private static final InetAddress TARGET = InetAddress.ofLiteral("192.0.2.7");

  private static StepResult said(String id, int exit, String out, String err) {
    return new StepResult(id, exit, out, err, Duration.ofMillis(3));
  }

  private static HostAnswers answers(StepResult... results) {
    return new HostAnswers(List.of(results));
  }

  private static StepResult missing(String id) {
    return said(id, 127, "", "sh: " + id + ": not found\n");
  }

  @Test
  void getent_gives_each_address_once_in_its_order() {
    assertThat(
            answers(
                    said(
                        "getent",
                        0,
                        """
                        2001:db8::7     STREAM vc.example.net
                        2001:db8::7     DGRAM
                        192.0.2.7       STREAM
                        192.0.2.7       DGRAM
                        """,
                        ""))
                .byGetent())
        .containsExactly(InetAddress.ofLiteral("2001:db8::7"), TARGET);
  }

  @Test
  void own_addresses_are_read_from_iproute_net_tools_and_esx() {
    assertThat(
            answers(
                    said(
                        "ip", 0, "2: eth0    inet 192.0.2.7/24 brd 192.0.2.255 scope global\n", ""),
                    said("ifconfig", 0, "   inet addr:192.0.2.8  Bcast:192.0.2.255\n", ""),
                    said(
                        "vmknic",
                        0,
                        "vmk0  Management Network  IPv4      192.0.2.9      255.255.255.0\n",
                        ""))
                .own())
        .extracting(InetAddress::getHostAddress)
        .contains("192.0.2.7", "192.0.2.8", "192.0.2.9");
  }

  @Test
  void the_name_servers_own_address_is_none_of_the_answers() {
    assertThat(
            answers(
                    missing("dig"),
                    missing("host"),
                    said(
                        "nslookup",
                        0,
                        """
                        Server:    192.0.2.53
                        Address 1: 192.0.2.53

                        Name:      vc.example.net
                        Address 1: 192.0.2.7 vc.example.net
                        """,
                        ""))
                .byNameServers())
        .containsExactly(TARGET);
    assertThat(answers(said("dig", 0, "alias.example.net.\n192.0.2.7\n", "")).byNameServers())
        .containsExactly(TARGET);
  }

  @Test
  void a_name_that_could_be_an_option_or_a_path_is_not_asked_back() {
    assertThat(
            answers(said("reverse", 0, "192.0.2.7  -oProxyCommand=x  ../etc  vc.example.net\n", ""))
                .reverse(TARGET))
        .containsExactly("vc.example.net");
  }

  @Test
  void what_a_host_lacks_a_program_for_is_skipped_and_named() {
    HostEvidence bare =
        new HostEvidence(
            "esx-01",
            answers(missing("ip"), missing("ifconfig"), missing("vmknic")),
            answers(
                missing("route"),
                missing("ping-56"),
                missing("vmkping-56"),
                missing("reverse"),
                missing("nslookup-reverse")));
    assertThat(bare.own(List.of(TARGET)))
        .isInstanceOfSatisfying(
            Evidence.NotChecked.class,
            e -> {
              assertThat(e.check()).isEqualTo(CheckName.SAME_HOST);
              assertThat(e.exchange().received()).contains("ifconfig");
            });
    assertThat(bare.pings(1472)).isInstanceOf(Evidence.NotChecked.class);
    assertThat(bare.route(TARGET)).isEmpty();
    assertThat(bare.reverse(TARGET, List.of(), false))
        .get()
        .isInstanceOf(Evidence.NotChecked.class);
  }

  @Test
  void a_busybox_ping_that_cannot_forbid_fragments_shows_nothing_and_vmkping_does() {
    HostEvidence esx =
        new HostEvidence(
            "esx-01",
            answers(),
            answers(
                said("ping-56", 1, "", "ping: invalid option -- 'M'\n"),
                said("vmkping-56", 0, "", ""),
                said("ping-1472", 1, "", "ping: invalid option -- 'M'\n"),
                said("vmkping-1472", 1, "", "sendto() failed (Message too long)\n")));
    assertThat(esx.pings(1472))
        .isInstanceOfSatisfying(
            Evidence.PathPinged.class,
            e -> {
              assertThat(e.small()).isTrue();
              assertThat(e.full()).isFalse();
            });
  }

  @Test
  void no_way_is_told_from_a_way_by_what_iproute_says() {
    HostEvidence cut =
        new HostEvidence(
            "a",
            answers(),
            answers(said("route", 2, "", "RTNETLINK answers: Network is unreachable\n")));
    assertThat(cut.route(TARGET))
        .get()
        .isInstanceOfSatisfying(Evidence.RouteRead.class, r -> assertThat(r.there()).isFalse());
  }

  @Test
  void a_port_is_told_by_nc_in_words_or_by_how_long_it_tried() {
    assertThat(HostEvidence.state(said("nc", 0, "", "succeeded!"))).isEqualTo(PortState.OPEN);
    assertThat(HostEvidence.state(said("nc", 1, "", "nc: connect failed: Connection refused")))
        .isEqualTo(PortState.REFUSED);
    assertThat(HostEvidence.state(said("nc", 1, "", "nc: Operation timed out")))
        .isEqualTo(PortState.FILTERED);
    assertThat(HostEvidence.state(said("nc", 1, "", "nc: No route to host")))
        .isEqualTo(PortState.NO_ROUTE);
    assertThat(HostEvidence.state(new StepResult("nc", 1, "", "", Duration.ofSeconds(3))))
        .isEqualTo(PortState.FILTERED);
  }
}
