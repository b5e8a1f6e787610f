package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.simulator.container.Pace;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proxmox VE 8: LXC by REST and by pct, over one host. */
class Pve8Test {
  private static final String HOST = "pve8-01";
  private static final String DEBIAN = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";
  private static final String UNKNOWN = "local:vztmpl/openwhere-3-default_3.1-1_amd64.tar.gz";
  private static final String NET =
      "name%3Deth0%2Cbridge%3Dvmbr0%2Cip%3D10.20.6.1%2F16%2Cgw%3D10.20.0.1";

  private final Shell shell = new Shell();
  private DataCentre centre;
  private Rest rest;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults()
                .withContainers(new ContainerOptions(0, 0, 1, Pace.NONE))
                .withHosts(1));
    rest = new Rest(centre.containerHost(HOST));
    rest.header(
        "Authorization: PVEAPIToken="
            + Files.readString(centre.containerHost(HOST).apiTokenFile()).strip());
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Shell.Result run(String command) throws IOException {
    return shell.run(centre, HOST, command);
  }

  @Test
  void creates_and_starts_by_token_and_shows_the_guests_interfaces() throws Exception {
    Rest.Answer created =
        rest.call(
            "POST",
            "nodes/pve8-01/lxc",
            "vmid=101&ostemplate=" + DEBIAN + "&hostname=web&nameserver=10.20.0.1&net0=" + NET);
    assertThat(rest.await(created)).isEqualTo("OK");
    assertThat(rest.log(created))
        .startsWith("extracting archive '/var/lib/vz/template/cache/debian-12");
    assertThat(rest.get("nodes/pve8-01/lxc/101/config").data().path("ostype").asText())
        .isEqualTo("debian");
    assertThat(rest.await(rest.call("POST", "nodes/pve8-01/lxc/101/status/start", "")))
        .isEqualTo("OK");
    assertThat(rest.get("nodes/pve8-01/lxc/101/interfaces").data().get(1).path("inet").asText())
        .isEqualTo("10.20.6.1/16");
    assertThat(run("pct exec 101 -- ip -j addr").out()).contains("\"local\":\"10.20.6.1\"");
    assertThat(run("pct exec 101 -- ip route").out()).startsWith("default via 10.20.0.1 dev eth0");
    assertThat(run("pct exec 101 -- ping -c 1 10.20.0.1").status()).isZero();
    assertThat(run("pct list").out())
        .isEqualTo(
            "VMID       Status     Lock         Name                \n"
                + "101        running                 web                 \n");
  }

  @Test
  void refuses_a_wrong_token() throws Exception {
    rest.header("Authorization: PVEAPIToken=root@pam!vireo=wrong");
    assertThat(rest.get("nodes").status()).isEqualTo(401);
  }

  @Test
  void creates_by_pct_what_rest_then_destroys() throws Exception {
    assertThat(run("pct create 102 " + DEBIAN + " --hostname db").status()).isZero();
    assertThat(run("pct start 102; pct status 102").out()).isEqualTo("status: running\n");
    assertThat(rest.await(rest.call("DELETE", "nodes/pve8-01/lxc/102", "")))
        .isEqualTo("container is running");
    run("pct stop 102");
    assertThat(rest.await(rest.call("DELETE", "nodes/pve8-01/lxc/102", ""))).isEqualTo("OK");
    assertThat(run("pct list").out()).isEmpty();
  }

  @Test
  void knows_no_distribution_by_its_relatives() throws Exception {
    Rest.Answer created = rest.call("POST", "nodes/pve8-01/lxc", "vmid=103&ostemplate=" + UNKNOWN);
    assertThat(rest.await(created))
        .isEqualTo("unable to create CT 103 - unable to detect OS distribution");
    assertThat(rest.log(created))
        .contains("unknown ID 'openwhere' in /etc/os-release file, trying fallback detection\n");
    assertThat(run("ls /etc/pve/lxc /var/lib/lxc").out()).doesNotContain("103");
  }

  @Test
  void brings_no_network_up_in_a_container_that_is_unmanaged() throws Exception {
    run(
        "pct create 104 "
            + UNKNOWN
            + " --ostype unmanaged --net0 name=eth0,bridge=vmbr0,ip=10.20.6.4/16,gw=10.20.0.1");
    assertThat(run("pct start 104").status()).isZero();
    assertThat(run("pct exec 104 -- ip -4 addr show eth0").out()).doesNotContain("10.20.6.4");
    assertThat(centre.containerTruth(HOST).running().getFirst().up()).isEmpty();
  }

  @Test
  void says_in_the_body_what_went_wrong() throws Exception {
    Rest.Answer refused =
        rest.call("POST", "nodes/pve8-01/lxc", "vmid=105&ostype=sabayon&ostemplate=" + DEBIAN);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("errors").path("ostype").asText())
        .isEqualTo("value 'sabayon' does not have a value in the enumeration");
    assertThat(refused.body().path("message").asText())
        .isEqualTo("Parameter verification failed.\n");
  }

  @Test
  void touches_no_container_that_a_backup_has_locked() throws Exception {
    run("pct create 101 " + DEBIAN);
    centre.inject("lock-held:" + HOST);
    assertThat(run("pct start 101")).isEqualTo(new Shell.Result(1, "", "CT is locked (backup)\n"));
    assertThat(rest.get("nodes/pve8-01/lxc/101/status/current").data().path("lock").asText())
        .isEqualTo("backup");
    run("pct unlock 101");
    assertThat(run("pct start 101").status()).isZero();
  }

  @Test
  void keeps_the_lock_of_a_create_that_the_power_cut_short() throws Exception {
    centre.inject("power-off:" + HOST + ":create");
    run("pct create 106 " + DEBIAN);
    centre.clear(FaultKind.POWER_OFF, HOST);
    assertThat(run("pct config 106").out()).isEqualTo("lock: create\n");
    assertThat(run("pct start 106").err()).isEqualTo("CT is locked (create)\n");
  }

  @Test
  void lists_templates_as_pveam_does() throws Exception {
    assertThat(run("pveam list local").out()).contains(DEBIAN).startsWith("NAME ");
    assertThat(run("pveversion").out()).startsWith("pve-manager/8.2.4/");
    assertThatThrownBy(() -> centre.inject("quota:" + HOST)).hasMessageContaining("no quota");
  }
}
