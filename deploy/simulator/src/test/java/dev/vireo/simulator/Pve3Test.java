package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.simulator.container.Pace;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proxmox VE 3.4: OpenVZ by REST, over the same host that SSH shows. */
class Pve3Test {
  private static final String HOST = "pve3-01";
  private static final String DEBIAN = "local%3Avztmpl%2Fdebian-7.0-standard_7.0-2_i386.tar.gz";

  private final Shell shell = new Shell();
  private DataCentre centre;
  private Rest rest;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults()
                .withContainers(new ContainerOptions(0, 1, 0, Pace.NONE))
                .withHosts(1));
    rest = new Rest(centre.containerHost(HOST));
    rest.login(centre.password());
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Rest.Answer create(int id) throws IOException {
    return rest.call(
        "POST",
        "nodes/pve3-01/openvz",
        "vmid="
            + id
            + "&ostemplate="
            + DEBIAN
            + "&hostname=web.example&ip_address=10.20.5.1&memory=512&nameserver=10.20.0.1");
  }

  @Test
  void lets_nobody_in_without_a_ticket_and_nobody_write_without_its_token() throws Exception {
    Rest stranger = new Rest(centre.containerHost(HOST));
    Rest.Answer refused = stranger.get("nodes");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.reason()).isEqualTo("No ticket");
    assertThat(refused.body().toString()).isEqualTo("{\"data\":null}");
    assertThat(stranger.login("wrong").status()).isEqualTo(401);
    String ticket = rest.login(centre.password()).data().path("ticket").asText();
    stranger.header("Cookie: PVEAuthCookie=" + ticket);
    assertThat(stranger.get("version").data().path("version").asText()).isEqualTo("3.4");
    assertThat(stranger.call("POST", "nodes/pve3-01/openvz", "vmid=101").reason())
        .isEqualTo("Permission denied - invalid csrf token");
  }

  @Test
  void shows_templates_by_its_releases_rule() throws Exception {
    assertThat(rest.get("nodes/pve3-01/storage/local/content?content=vztmpl").data())
        .extracting(each -> each.path("volid").asText())
        .contains("local:vztmpl/Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz");
  }

  @Test
  void creates_starts_and_destroys_by_tasks_that_ssh_sees_too() throws Exception {
    Rest.Answer created = create(101);
    assertThat(created.data().asText())
        .matches("UPID:pve3-01:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:vzcreate:101:root@pam:");
    assertThat(rest.await(created)).isEqualTo("OK");
    assertThat(rest.log(created))
        .contains("Container private area was created\n")
        .endsWith("TASK OK\n");
    Rest.Answer started = rest.call("POST", "nodes/pve3-01/openvz/101/status/start", "");
    assertThat(rest.await(started)).isEqualTo("OK");
    assertThat(rest.get("nodes/pve3-01/openvz/101/status/current").data().path("status").asText())
        .isEqualTo("running");
    assertThat(shell.run(centre, HOST, "vzctl exec 101 ip addr show venet0").out())
        .contains("10.20.5.1/32");
    assertThat(rest.get("nodes/pve3-01/openvz/101/config").data().path("hostname").asText())
        .isEqualTo("web.example");
    assertThat(rest.await(rest.call("DELETE", "nodes/pve3-01/openvz/101", "")))
        .isEqualTo("CT 101 is running - destroy failed");
    rest.await(rest.call("POST", "nodes/pve3-01/openvz/101/status/stop", ""));
    assertThat(rest.await(rest.call("DELETE", "nodes/pve3-01/openvz/101", ""))).isEqualTo("OK");
    assertThat(rest.get("nodes/pve3-01/openvz").data()).isEmpty();
    assertThat(rest.get("cluster/nextid").data().asText()).isEqualTo("100");
  }

  @Test
  void refuses_what_is_wrong_with_parameters_reason_and_status() throws Exception {
    Rest.Answer bare = rest.call("POST", "nodes/pve3-01/openvz", "");
    assertThat(bare.status()).isEqualTo(400);
    assertThat(bare.reason()).isEqualTo("Parameter verification failed.");
    assertThat(bare.body().path("errors").path("vmid").asText())
        .isEqualTo("property is missing and it is not optional");
    assertThat(
            rest.call("POST", "nodes/pve3-01/openvz", "vmid=101&ostemplate=local:vztmpl/no.tar.gz")
                .reason())
        .isEqualTo("volume 'local:vztmpl/no.tar.gz' does not exist");
    assertThat(rest.get("nodes/pve3-01/openvz/105/config").reason())
        .isEqualTo("Configuration file 'nodes/pve3-01/openvz/105.conf' does not exist");
    assertThat(rest.get("nodes/pve3-01/lxc").status()).isEqualTo(501);
  }

  @Test
  void ends_a_task_with_vzctls_exit_code() throws Exception {
    rest.await(create(101));
    centre.inject("quota:" + HOST);
    Rest.Answer started = rest.call("POST", "nodes/pve3-01/openvz/101/status/start", "");
    assertThat(rest.await(started)).isEqualTo("command 'vzctl start 101' failed: exit code 60");
    assertThat(rest.log(started))
        .contains("vzquota on failed [4]\n")
        .endsWith("TASK ERROR: command 'vzctl start 101' failed: exit code 60\n");
  }

  @Test
  void loses_the_worker_of_a_task() throws Exception {
    rest.await(create(101));
    centre.inject("hang-start:" + HOST);
    centre.inject("task-dies:" + HOST + "@1");
    assertThat(rest.await(rest.call("POST", "nodes/pve3-01/openvz/101/status/start", "")))
        .isEqualTo("unexpected status");
  }

  @Test
  void is_off_for_rest_too_when_the_power_is() throws Exception {
    centre.inject("power-off:" + HOST);
    assertThatThrownBy(() -> rest.get("nodes")).isInstanceOf(ConnectException.class);
    centre.clear(FaultKind.POWER_OFF, HOST);
    assertThat(rest.get("nodes").data().get(0).path("status").asText()).isEqualTo("online");
  }
}
