package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What prlctl and vzpkg answer. */
class OpenVz7Test {
  private static final String HOST = "openvz7-01";

  private final Shell shell = new Shell();
  private DataCentre centre;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults().withContainers(ContainerOptions.openvz7(2)).withHosts(0));
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
  void a_container_has_a_name_and_a_uuid_and_is_found_by_both() throws Exception {
    assertThat(run("vzpkg list -O -q").out()).isEqualTo("centos-7-x86_64\ndebian-8.0-x86_64\n");
    assertThat(run("prlctl create ct1 --vmtype ct --ostemplate centos-7-x86_64").out())
        .isEqualTo(
            "Creating the Virtuozzo Container...\nThe Container has been successfully created.\n");
    assertThat(run("prlctl create ct1 --vmtype ct --ostemplate centos-7-x86_64"))
        .isEqualTo(new Shell.Result(255, "", "The ct1 VM already exists.\n"));
    assertThat(run("prlctl set ct1 --hostname web --ipadd 10.20.50.10/24").out())
        .isEqualTo("The CT has been successfully configured.\n");
    assertThat(run("prlctl list -a -H -o status,ip,name").out())
        .isEqualTo("stopped      10.20.50.10     ct1\n");
    String json = run("prlctl list -a -j -o uuid,name,ip_configured").out();
    assertThat(json)
        .startsWith("[\n\t{\n\t\t\"uuid\": \"")
        .endsWith("\t\t\"name\": \"ct1\",\n\t\t\"ip_configured\": \"10.20.50.10 \"\n\t}\n]\n");
    String uuid = json.split("\"")[3];
    assertThat(run("prlctl status " + uuid).out()).isEqualTo("CT " + uuid + " exist stopped\n");
    assertThat(run("prlctl start ct1").out())
        .isEqualTo("Starting the CT...\nThe CT has been successfully started.\n");
    assertThat(run("prlctl exec ct1 hostname; prlctl exec ct1 'sh -c \"exit 7\"'"))
        .isEqualTo(new Shell.Result(7, "web\n", ""));
    assertThat(run("prlctl delete ct1").err())
        .startsWith("Failed to remove the CT: PRL_ERR_VZCTL_OPERATION_FAILED (Details: ");
    assertThat(run("prlctl stop ct1 --kill").out())
        .isEqualTo("Stopping the CT...\nThe CT has been forcibly stopped\n");
    assertThat(run("prlctl delete ct1").out())
        .isEqualTo("Removing the CT...\nThe CT has been successfully removed.\n");
    assertThat(run("prlctl status ct1").status()).isEqualTo(255);
  }

  @Test
  void a_copy_keeps_the_address_and_may_not_start_beside_the_other() throws Exception {
    run("prlctl create 101 --vmtype ct --ostemplate debian-8.0-x86_64");
    run("prlctl set 101 --ipadd 10.20.51.10");
    run("prlctl start 101");
    assertThat(run("prlctl clone 101 --name 102").out())
        .isEqualTo("Clone the 101 CT to CT 102...\nThe CT has been successfully cloned.\n");
    Shell.Result second = run("prlctl start 102");
    assertThat(second.status()).isEqualTo(78);
    assertThat(second.err()).contains("Unable to add IP 10.20.51.10: Address already in use");
  }

  @Test
  void nodes_of_a_cluster_know_one_another() throws Exception {
    try (DataCentre cluster =
        DataCentre.start(
            Options.defaults().withContainers(ContainerOptions.cluster(2)).withHosts(0))) {
      assertThat(shell.run(cluster, "pve8-01", "cat /etc/pve/.members").out())
          .contains("\"nodename\": \"pve8-01\"", "\"name\": \"lab\"", "\"pve8-02\": { \"id\": 2");
      shell.run(
          cluster,
          "pve8-01",
          "pct create 101 local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst; pct start 101");
      assertThat(shell.run(cluster, "pve8-01", "pct migrate 101 pve8-02 --online 1").err())
          .contains("lxc live migration is currently not implemented");
      assertThat(shell.run(cluster, "pve8-01", "pct migrate 101 pve8-02").err())
          .contains("can't migrate running container");
      assertThat(shell.run(cluster, "pve8-01", "pct migrate 101 pve8-02 --restart 1").out())
          .contains("migration finished successfully");
      assertThat(shell.run(cluster, "pve8-01", "pct list").out()).isEmpty();
      assertThat(shell.run(cluster, "pve8-02", "pct status 101").out())
          .isEqualTo("status: running\n");
    }
  }
}
