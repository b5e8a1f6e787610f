package dev.vireo.container.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrlctlTest {

  private static final Prlctl OPENVZ7 =
      new Prlctl("OpenVZ, prlctl version 7.0.208", VzPaths.of(""));
  private static final ContainerId ID = new ContainerId("117");

  /** As OpenVZ 7 prints it: tabs, a blank after each address, and nothing escaped. */
  private static final String LIST =
      """
      [
      	{
      		"uuid": "3d32522a-80af-4773-b9fa-ea4915dee4b3",
      		"name": "117",
      		"status": "running",
      		"hostname": "web.example.net",
      		"ostemplate": "centos-7-x86_64",
      		"ip_configured": "192.0.2.10 192.0.2.11 FE80:0:0:0:20C:29FF:FE01:FB08 "
      	},
      	{
      		"uuid": "54bc2ba6-b040-469e-9fda-b0eabda822d4",
      		"name": "a name with blanks",
      		"status": "suspended",
      		"hostname": "-",
      		"ostemplate": "debian-8.0-x86_64",
      		"ip_configured": "-"
      	},
      	{
      		"uuid": "",
      		"name": "$(reboot)",
      		"status": "stopped",
      		"hostname": "-",
      		"ostemplate": "-",
      		"ip_configured": "-"
      	}
      ]
      """;

  private static Answers answers(String step, String text) {
    return new Answers(List.of(result(step, 0, text)));
  }

  private static StepResult result(String step, int exit, String text) {
    return new StepResult(step, exit, text, "", Duration.ZERO);
  }

  private static List<List<String>> argv(List<Step> steps) {
    return steps.stream().map(Step::argv).toList();
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split(" "));
  }

  @Test
  void a_host_with_prlctl_is_told_by_it_though_it_has_a_vzctl_too() {
    Answers answers =
        new Answers(
            List.of(
                result("prlctl", 0, "prlctl version 7.0.208\n"),
                result("vzctl", 0, "vzctl version 7.0.265\n"),
                result("vz", 0, "TEMPLATE=/vz/template\nVE_PRIVATE=/pool/private/$VEID\n")));
    ContainerTool tool = Platform.of(answers, Map.of()).orElseThrow();
    assertThat(tool).isInstanceOf(Prlctl.class);
    assertThat(tool.product()).isEqualTo("OpenVZ, prlctl version 7.0.208");
    assertThat(argv(tool.survey())).contains(words("df -Pk /pool/private"));
  }

  @Test
  void a_container_is_known_by_its_name_and_where_that_is_none_by_its_uuid() {
    HostReading reading = OPENVZ7.reading(answers("list", LIST), Instant.EPOCH);
    assertThat(reading.containers())
        .containsExactly(
            new SeenContainer(
                "117",
                "web.example.net",
                ContainerState.RUNNING,
                List.of("192.0.2.10", "192.0.2.11", "FE80:0:0:0:20C:29FF:FE01:FB08"),
                "centos-7-x86_64",
                null),
            new SeenContainer(
                "54bc2ba6-b040-469e-9fda-b0eabda822d4",
                null,
                ContainerState.SUSPENDED,
                List.of(),
                "debian-8.0-x86_64",
                null));
    assertThat(reading.unparsed()).singleElement().asString().contains("$(reboot)");
  }

  @Test
  void a_listing_that_a_quote_has_spoilt_is_no_listing_of_no_containers() {
    assertThat(OPENVZ7.unread(answers("list", "[\n]\n"))).isEmpty();
    assertThat(OPENVZ7.unread(answers("list", "[ {\"name\": \"a\"b\"} ]")))
        .hasValueSatisfying(why -> assertThat(why).contains("no JSON"));
    assertThat(OPENVZ7.unread(new Answers(List.of(result("list", 255, "")))))
        .hasValueSatisfying(why -> assertThat(why).startsWith("exit 255"));
  }

  @Test
  void a_container_is_made_and_then_given_what_was_asked() {
    Settings settings =
        new Settings(
            Optional.of(new HostName("web")),
            Optional.of(
                List.of(Address.parse("a", "192.0.2.10/24"), Address.parse("a", "192.0.2.11"))),
            Optional.empty(),
            List.of(Ipv4.parse("n", "192.0.2.53"), Ipv4.parse("n", "192.0.2.54")),
            Optional.of(new HostName("example.net")),
            new ContainerResources(512, 256, 12, 2, 1500),
            Optional.of(true));
    Creation creation = new Creation(ID, "centos-7-x86_64", settings);
    assertThat(argv(OPENVZ7.create(creation, new Answers(List.of()))))
        .containsExactly(
            words("prlctl create 117 --vmtype ct --ostemplate centos-7-x86_64"),
            words(
                "prlctl set 117 --hostname web --ipdel all --ipadd 192.0.2.10/24"
                    + " --ipadd 192.0.2.11 --nameserver 192.0.2.53,192.0.2.54"
                    + " --searchdomain example.net --autostart on --memsize 512M --swap 256M"
                    + " --cpus 2 --cpuunits 1500"),
            words("prlctl set 117 --device-set hdd0 --size 12288M"));
  }

  @Test
  void what_is_done_to_a_container_has_its_own_words() {
    assertThat(argv(OPENVZ7.start(ID))).containsExactly(words("prlctl start 117"));
    assertThat(argv(OPENVZ7.stop(ID, false))).containsExactly(words("prlctl stop 117"));
    assertThat(argv(OPENVZ7.stop(ID, true))).containsExactly(words("prlctl stop 117 --kill"));
    assertThat(argv(OPENVZ7.destroy(ID))).containsExactly(words("prlctl delete 117"));
    assertThat(argv(OPENVZ7.snapshot(ID, "before")))
        .containsExactly(words("prlctl snapshot 117 --name before"));
    assertThat(
            argv(
                OPENVZ7.copy(
                    ID, new ContainerId("118"), new HostName("twin"), new Answers(List.of()))))
        .containsExactly(
            words("prlctl clone 117 --name 118"),
            words("prlctl set 118 --ipdel all --hostname twin"));
    assertThat(
            argv(
                OPENVZ7.migrate(ID, HostAddress.parse("192.0.2.20:2222"), Optional.empty(), false)))
        .containsExactly(
            List.of("prlctl", "migrate", "117", "192.0.2.20", "--remove-src", "--ssh", "-p 2222"));
    assertThat(argv(OPENVZ7.look(ID)))
        .contains(words("prlctl status 117"), words("prlctl exec 117 ip addr show"));
  }

  @Test
  void only_the_word_of_its_status_says_that_it_runs() {
    assertThat(OPENVZ7.runningWord().matcher("CT running exist stopped\n").find()).isFalse();
    assertThat(OPENVZ7.runningWord().matcher("CT 117 exist running\n").find()).isTrue();
  }

  @Test
  void its_templates_are_what_vzpkg_has_installed() {
    Answers listed =
        answers(
            "templates",
            "centos-7-x86_64                    2021-03-04 10:11:12\ndebian-8.0-x86_64\n\n../x\n");
    assertThat(OPENVZ7.packages(listed)).contains(List.of("centos-7-x86_64", "debian-8.0-x86_64"));
    assertThat(OPENVZ7.lacks(listed, "debian-8.0-x86_64")).isEmpty();
    assertThat(OPENVZ7.lacks(listed, "debian-8.0"))
        .hasValueSatisfying(why -> assertThat(why).contains("vzpkg list -O"));
    assertThat(OPENVZ7.lacks(new Answers(List.of()), "debian-8.0"))
        .hasValueSatisfying(why -> assertThat(why).contains("cannot be listed"));
  }
}
