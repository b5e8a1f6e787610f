package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the services' views. */
final class QueriesTest {

  private static final String HOSTS =
      """
      [{"host":"esx-01","address":"192.0.2.1:22","user":"root","product":"esx","version":"6.7.0",
        "build":"17700523","fullName":"VMware ESXi 6.7.0","state":"UNREACHABLE","cause":"AUTH",
        "tags":{"env":"prod"},"adapters":[]}]
      """;

  private final Views views = new Views();

  @AfterEach
  void close() {
    views.close();
  }

  private Map<String, String> estate() {
    return Map.of(
        "VIREO_INVENTORY_URL", views.url() + "/",
        "VIREO_MULTIPATH_URL", views.url(),
        "VIREO_CONTAINER_URL", views.url());
  }

  @Test
  void hosts_are_a_table_for_people_and_the_services_own_document_for_programs() {
    views.at("/hosts", 200, HOSTS);
    Ran people = vireo(estate(), "hosts", "list", "--select", "tag:env=prod and version>=6.7");
    assertThat(people.code()).isZero();
    assertThat(people.out().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .contains("esx-01", "UNREACHABLE", "env=prod", "AUTH");
    assertThat(views.asked().getFirst())
        .isEqualTo("/hosts?select=tag%3Aenv%3Dprod%20and%20version%3E%3D6.7");
    assertThat(vireo(estate(), "hosts", "list", "--json").json().at("/0/cause").asText())
        .isEqualTo("AUTH");
  }

  @Test
  void what_the_service_refuses_ends_with_2_in_its_own_words() {
    views.at(
        "/hosts",
        400,
        "{\"field\":\"select\",\"message\":\"select: column 5: no field 'prodct'\"}");
    Ran ran = vireo(estate(), "hosts", "list", "--select", "prodct=esx");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("vireo: select: column 5: no field 'prodct'");
    Ran missing = vireo(estate(), "hosts", "show", "no/such host");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(views.asked()).last().isEqualTo("/hosts/no%2Fsuch%20host");
  }

  @Test
  void what_the_service_fails_at_ends_with_1_and_what_is_not_ready_with_3() {
    views.at("/plans", 500, "oops").at("/changes", 503, "");
    assertThat(vireo(estate(), "plan", "list").code()).isEqualTo(1);
    assertThat(vireo(estate(), "changes").code()).isEqualTo(3);
  }

  @Test
  void the_audit_says_who_when_why_from_what_to_what() {
    views.at(
        "/changes",
        200,
        """
        [{"at":"2026-11-23T10:00:00.5Z","host":"esx-01","device":"naa.61","plan":"p-7","kind":"PATH_POLICY",
          "from":{"psp":"VMW_PSP_FIXED","config":"","preferred":"vmhba2:C0:T0:L1"},
          "to":{"psp":"VMW_PSP_RR","config":"iops=1"},"verifiedBy":"nmp device list","actor":"ops@box",
          "why":"ticket 7","rollBack":false}]
        """);
    Ran ran = vireo(estate(), "changes", "--host", "esx-01", "--plan", "p-7", "--limit", "5");
    assertThat(ran.out())
        .contains("2026-11-23 10:00:00Z", "VMW_PSP_FIXED preferred vmhba2:C0:T0:L1")
        .contains("VMW_PSP_RR iops=1", "ops@box", "ticket 7");
    assertThat(views.asked()).containsExactly("/changes?host=esx-01&limit=5&plan=p-7");
  }

  @Test
  void empty_lists_say_what_to_do_next_and_are_empty_arrays_for_programs() {
    for (String path :
        new String[] {
          "/hosts", "/devices", "/plans", "/satps", "/standards", "/templates", "/containers"
        }) {
      views.at(path, 200, "[]");
    }
    assertThat(vireo(estate(), "hosts", "list").out()).contains("vireo hosts add");
    assertThat(vireo(estate(), "paths").out()).contains("vireo paths --scan");
    assertThat(vireo(estate(), "plan", "list").out()).contains("vireo plan path-policy");
    assertThat(vireo(estate(), "satp", "list").out()).contains("vireo paths --scan");
    assertThat(vireo(estate(), "standard", "list").out()).contains("vireo standard define");
    assertThat(vireo(estate(), "templates").out()).contains("vireo templates doctor");
    assertThat(vireo(estate(), "containers", "list").out()).contains("--scan");
    assertThat(vireo(estate(), "paths", "--json").json()).isEmpty();
  }

  @Test
  void templates_say_whether_they_are_offered_and_what_to_call_them() {
    views.at(
        "/templates",
        200,
        """
        [{"host":"pve-1","template":"a-1-b_1_i386.tar.gz","accepted":true},
         {"host":"pve-1","template":"B.tar.gz","accepted":false,"broken":"NO_VERSION_PART","suggestedName":"b-1-c_1_i386.tar.gz"}]
        """);
    Ran ran = vireo(estate(), "templates", "--host", "pve-1");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("yes", "no: NO_VERSION_PART", "b-1-c_1_i386.tar.gz");
    assertThat(views.asked()).containsExactly("/templates?host=pve-1");
  }

  @Test
  void a_container_is_shown_with_its_checks_and_its_own_findings() {
    views.at(
        "/containers",
        200,
        """
        [{"host":"pve-1","container":"101","hostname":"web","state":"RUNNING","addresses":["10.20.0.10"],
          "template":"t","onBoot":true,"failed":"START NO_NETWORK_CONFIG","advice":"map it",
          "checks":[{"name":"ADDRESS","result":"FAILED","evidence":"only lo"}],"at":"2026-11-23T10:00:00Z"},
         {"host":"pve-1","container":"102","state":"STOPPED","addresses":[],"checks":[]}]
        """);
    views.at(
        "/containers/findings",
        200,
        """
        [{"container":"101","kind":"WARNING","line":"no file for it","at":"2026-11-23T10:00:00Z"},
         {"container":"102","kind":"WARNING","line":"another's","at":"2026-11-23T10:00:00Z"}]
        """);
    Ran ran = vireo(estate(), "containers", "show", "pve-1", "101");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("pve-1 101  web", "10.20.0.10", "map it", "only lo", "no file for it")
        .doesNotContain("another's");
    Ran none = vireo(estate(), "containers", "show", "pve-1", "103");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("has no container 103", "--scan --host pve-1");
  }

  @Test
  void a_command_that_no_service_knows_ends_with_2() {
    Ran ran = vireo(estate(), "command", "nothing");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("No service knows a command nothing");
  }

  @Test
  void the_estate_of_this_machine_is_found_by_its_home(@TempDir Path home) throws Exception {
    views.at("/hosts", 200, HOSTS);
    Files.createDirectory(home.resolve("run"));
    Files.writeString(
        home.resolve("run").resolve("estate.json"),
        "{\"kafka\":\"127.0.0.1:1\",\"services\":{\"inventory\":\"" + views.url() + "\"}}");
    Map<String, String> estate = Map.of("VIREO_HOME", home.toString());
    assertThat(vireo(estate, "hosts", "list").code()).isZero();
    assertThat(vireo(estate, "hosts", "retire", "esx-01").err()).contains("127.0.0.1:1");
    assertThat(vireo(estate, "paths").err()).contains("multipath", "estate.json");
  }
}
