package dev.vireo.container.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PveRestTest {

  private static final ContainerId ID = new ContainerId("117");
  private static final Settings SETTINGS =
      new Settings(
          Optional.of(new HostName("web")),
          Optional.of(List.of(Address.parse("address", "10.20.0.9/16"))),
          Optional.of(Ipv4.parse("gateway", "10.20.0.1")),
          List.of(),
          Optional.empty(),
          new ContainerResources(512, null, 8, 2, null),
          Optional.of(true));

  private static PveRest release(String version) {
    return PveRest.of(version, "pve", Map.of()).orElseThrow();
  }

  @Test
  void a_version_decides_paths_names_of_templates_and_what_can_be_known() {
    assertThat(release("3.4").containers("101")).containsExactly("nodes", "pve", "openvz", "101");
    assertThat(release("4.0").containers("101")).containsExactly("nodes", "pve", "lxc", "101");
    assertThat(release("8.0.4").tellsInterfaces()).isFalse();
    assertThat(release("8.1.3").tellsInterfaces()).isTrue();
    assertThat(release("9.0-1").tellsInterfaces()).isTrue();
    assertThat(release("7.4-17").templateRule()).isEqualTo(TemplateRule.PVE8);
    assertThat(PveRest.of("eight", "pve", Map.of())).isEmpty();
    assertThat(PveRest.of("", "pve", Map.of())).isEmpty();
  }

  @Test
  void the_same_container_is_asked_of_each_release_in_its_own_words() {
    Creation creation = new Creation(ID, "debian-12.tar.zst", SETTINGS);
    List<String> volumes = List.of("shelf:vztmpl/debian-12.tar.zst");
    assertThat(release("8.2").create(creation, volumes, Optional.of("tank")))
        .containsExactly(
            new PveCall(
                "POST",
                List.of("nodes", "pve", "lxc"),
                Map.of(
                    "vmid", "117",
                    "ostemplate", "shelf:vztmpl/debian-12.tar.zst",
                    "rootfs", "tank:8",
                    "unprivileged", "1",
                    "hostname", "web",
                    "net0", "name=eth0,bridge=vmbr0,ip=10.20.0.9/16,gw=10.20.0.1",
                    "memory", "512",
                    "cores", "2",
                    "onboot", "1")));
    assertThat(release("3.4").create(creation, List.of(), Optional.empty()))
        .containsExactly(
            new PveCall(
                "POST",
                List.of("nodes", "pve", "openvz"),
                Map.of(
                    "vmid", "117",
                    "ostemplate", "local:vztmpl/debian-12.tar.zst",
                    "hostname", "web",
                    "ip_address", "10.20.0.9",
                    "disk", "8",
                    "memory", "512",
                    "cpus", "2",
                    "onboot", "1")));
  }

  @Test
  void a_container_of_openvz_is_seen_with_all_its_addresses_and_its_template() {
    PveConfig config =
        new PveConfig(
            Map.of(
                "hostname", "web",
                "ip_address", "10.20.0.9 10.20.0.10",
                "ostemplate", "local:vztmpl/debian-7.tar.gz",
                "onboot", "0"));
    assertThat(release("3.4").seen("117", "running", config))
        .isEqualTo(
            new SeenContainer(
                "117",
                "web",
                ContainerState.RUNNING,
                List.of("10.20.0.9", "10.20.0.10"),
                "debian-7.tar.gz",
                false));
  }

  @Test
  void what_a_release_cannot_do_has_no_calls() {
    assertThat(release("3.4").snapshot(ID, "before")).isEmpty();
    assertThat(
            release("3.4")
                .copy(ID, new ContainerId("118"), new HostName("twin"), new PveConfig(Map.of())))
        .isEmpty();
    assertThat(release("4.4").snapshot(ID, "before")).hasSize(1);
  }

  @Test
  void a_container_that_runs_is_moved_by_stopping_it_unless_online_is_asked() {
    assertThat(release("8.2").migrate(ID, "pve-02", false))
        .containsExactly(
            new PveCall(
                "POST",
                List.of("nodes", "pve", "lxc", "117", "migrate"),
                Map.of("target", "pve-02", "restart", "1")));
    assertThat(release("8.2").migrate(ID, "pve-02", true).getFirst().parameters())
        .containsOnlyKeys("target", "online");
    assertThat(release("3.4").migrate(ID, "pve-02", false).getFirst().parameters())
        .containsOnlyKeys("target");
  }
}
