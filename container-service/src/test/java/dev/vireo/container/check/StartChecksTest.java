package dev.vireo.container.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.Answers;
import dev.vireo.hypervisor.script.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StartChecksTest {

  private static final String VENET =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 16436 qdisc noqueue state UNKNOWN
          inet 127.0.0.1/8 scope host lo
      3: venet0: <BROADCAST,POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN
          link/void
          inet 127.0.0.1/32 scope host venet0
          inet 10.20.0.7/32 scope global venet0:0
      """;

  private static final String IFCONFIG =
      """
      lo        Link encap:Local Loopback
                inet addr:127.0.0.1  Mask:255.0.0.0
                UP LOOPBACK RUNNING  MTU:16436  Metric:1
      eth0      Link encap:Ethernet  HWaddr 00:18:51:00:00:01
                inet addr:10.20.0.7  Bcast:10.20.0.255  Mask:255.255.255.0
                UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
      """;

  private static final String PROC_ROUTE =
      """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t0100140A\t0003\t0\t0\t0\t00000000\t0\t0\t0
      """;

  private static final StartChecks ASKED =
      new StartChecks(
          Pattern.compile("running"),
          List.of(Address.parse("a", "10.20.0.7/24")),
          List.of(Ipv4.parse("n", "10.0.0.53")));

  private static Answers answers(String... idsAndTexts) {
    List<StepResult> results = new ArrayList<>();
    for (int i = 0; i < idsAndTexts.length; i += 2) {
      results.add(new StepResult(idsAndTexts[i], 0, idsAndTexts[i + 1], "", Duration.ZERO));
    }
    return new Answers(results);
  }

  private static Answers healthy(String addr) {
    return answers(
        "status", "CTID 101 exist mounted running\n",
        "init", "Name:\tinit\nState:\tS (sleeping)\n",
        "addr", addr,
        "iproute", "default dev venet0 scope link\n",
        "resolv", "search example.org\nnameserver 10.0.0.53\n");
  }

  private static StartCheck of(List<StartCheck> checks, StartCheckName name) {
    return checks.stream().filter(c -> c.name() == name).findFirst().orElseThrow();
  }

  @Test
  void a_container_that_is_up_passes_all() {
    assertThat(ASKED.of(healthy(VENET))).allMatch(c -> c.result() == StartCheckResult.PASSED);
    assertThat(ASKED.of(healthy(IFCONFIG))).allMatch(c -> c.result() == StartCheckResult.PASSED);
  }

  @Test
  void an_address_of_the_link_alone_is_none() {
    StartCheck address =
        of(ASKED.of(healthy(VENET.replace("10.20.0.7", "169.254.3.4"))), StartCheckName.ADDRESS);
    assertThat(address.result()).isEqualTo(StartCheckResult.FAILED);
    assertThat(address.evidence()).contains("10.20.0.7 was asked").contains("no IPv4 address");
  }

  @Test
  void an_interface_that_is_down_does_not_count() {
    String down = VENET.replace("NOARP,UP,LOWER_UP", "NOARP");
    StartCheck address = of(ASKED.of(healthy(down)), StartCheckName.ADDRESS);
    assertThat(address.result()).isEqualTo(StartCheckResult.FAILED);
    assertThat(address.evidence()).contains("venet0 is down");
  }

  @Test
  void a_dead_init_and_an_unknown_name_server_are_seen() {
    List<StartCheck> checks =
        ASKED.of(
            answers(
                "status", "CTID 101 exist mounted down",
                "init", "Name:\tinit\nState:\tZ (zombie)\n",
                "addr", VENET,
                "resolv", "nameserver 192.0.2.1\n"));
    assertThat(checks)
        .filteredOn(c -> c.result() == StartCheckResult.FAILED)
        .extracting(StartCheck::name)
        .containsExactly(
            StartCheckName.STATUS_RUNNING,
            StartCheckName.INIT_ALIVE,
            StartCheckName.DEFAULT_ROUTE,
            StartCheckName.RESOLV_CONF);
  }

  @Test
  void name_servers_that_nobody_has_asked_for_are_shown_all_the_same() {
    StartChecks open = new StartChecks(ASKED.status(), ASKED.addresses(), List.of());
    StartCheck named = of(open.of(healthy(VENET)), StartCheckName.RESOLV_CONF);
    assertThat(named.result()).isEqualTo(StartCheckResult.PASSED);
    assertThat(named.evidence()).isEqualTo("it names 10.0.0.53");
    StartCheck none = of(open.of(answers("resolv", "# empty\n")), StartCheckName.RESOLV_CONF);
    assertThat(none.result()).isEqualTo(StartCheckResult.SKIPPED);
    assertThat(none.evidence()).contains("it names no server");
  }

  @Test
  void name_servers_of_the_hosts_configuration_count_where_no_command_has_asked() {
    List<Ipv4> configured = List.of(Ipv4.parse("n", "192.0.2.1"));
    StartCheck resolv =
        of(
            new StartChecks(ASKED.status(), ASKED.addresses(), List.of())
                .orNameservers(configured)
                .of(healthy(VENET)),
            StartCheckName.RESOLV_CONF);
    assertThat(resolv.result()).isEqualTo(StartCheckResult.FAILED);
    assertThat(resolv.evidence()).isEqualTo("192.0.2.1 was asked, and it names 10.0.0.53");
    assertThat(ASKED.orNameservers(configured)).isEqualTo(ASKED);
  }

  @Test
  void the_gateway_is_read_from_the_kernel_where_there_is_no_ip() {
    assertThat(StartChecks.gateway(answers("route", PROC_ROUTE)))
        .hasValue(Ipv4.parse("g", "10.20.0.1"));
    assertThat(StartChecks.gateway(answers("iproute", "default via 192.0.2.1 dev venet0\n")))
        .isEmpty();
  }

  @Property
  void no_answer_makes_it_throw(@ForAll String text) {
    assertThat(
            ASKED.of(
                answers(
                    "status", text, "init", text, "addr", text, "iproute", text, "route", text,
                    "resolv", text)))
        .hasSize(5);
  }
}
