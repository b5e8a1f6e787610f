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
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PctTest {

  private static final Pct PVE8 =
      new Pct("Proxmox VE 8.2", TemplateRule.PVE8, 8, "vmbr0", Optional.empty());
  private static final ContainerId ID = new ContainerId("117");
  private static final String LIST =
      """
      VMID       Status     Lock         Name
      101        running                 web
      102        stopped    backup       db.example.net
      103        stopped    snapshot-delete mail
      104        stopped    create
      something nobody knows
      """;
  private static final String CONFIGS =
      """
      ==> /etc/pve/lxc/101.conf
      #a note: of its operator
      arch: amd64
      hostname: web
      net0: name=eth0,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,ip=10.20.0.7/16,gw=10.20.0.1,type=veth
      net1: name=eth1,bridge=vmbr2,ip=dhcp,type=veth
      onboot: 1
      rootfs: tank:subvol-101-disk-0,size=8G

      [before-upgrade]
      hostname: old
      onboot: 0
      ==> /etc/pve/lxc/102.conf
      hostname: db.example.net
      lock: backup
      ==> /etc/pve/lxc/104.conf
      lock: create
      """;
  private static final String STORAGES =
      """
      Name             Type     Status           Total            Used       Available        %
      local             dir     active        41943040         2097152        39845888    5.00%
      tank          zfspool     active       104857600        10485760        94371840   10.00%
      far               nfs   inactive               0               0               0    0.00%
      off               dir   disabled               0               0               0      N/A
      """;

  static StepResult result(String id, int exit, String out, String err) {
    return new StepResult(id, exit, out, err, Duration.ZERO);
  }

  private static Answers answers(String... idsAndTexts) {
    List<StepResult> all = new java.util.ArrayList<>();
    for (int i = 0; i < idsAndTexts.length; i += 2) {
      all.add(result(idsAndTexts[i], 0, idsAndTexts[i + 1], ""));
    }
    return new Answers(all);
  }

  private static Settings settings(Optional<List<Address>> addresses, ContainerResources r) {
    return new Settings(
        Optional.of(new HostName("web")),
        addresses,
        Optional.of(Ipv4.parse("gateway", "10.20.0.1")),
        List.of(Ipv4.parse("ns", "10.0.0.53"), Ipv4.parse("ns", "10.0.0.54")),
        Optional.empty(),
        r,
        Optional.empty());
  }

  private static Optional<List<Address>> address(String... texts) {
    return Optional.of(List.of(texts).stream().map(t -> Address.parse("address", t)).toList());
  }

  private static List<String> argv(List<Step> steps, String id) {
    return steps.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow().argv();
  }

  @Test
  void a_host_says_what_it_is_and_gets_this_tool_from_release_4() {
    String four = "pve-manager/4.4-1/eb2d6f1e (running kernel: 4.4.35-1-pve)\n";
    assertThat(Platform.of(answers("pve", four), Map.of("bridge", "vmbr7; reboot")))
        .contains(new Pct("Proxmox VE 4.4", TemplateRule.PVE4, 4, "vmbr0", Optional.empty()));
    String eight = "pve-manager/8.2.4/faa83925c9641325 (running kernel: 6.8.8-2-pve)\n";
    assertThat(
            Platform.of(
                answers("pve", eight, "lxc", "6.0.0"),
                Map.of("bridge", "vmbr1", "storage", "tank")))
        .contains(new Pct("Proxmox VE 8.2", TemplateRule.PVE8, 8, "vmbr1", Optional.of("tank")));
  }

  @Test
  void a_listing_is_read_by_its_columns_since_a_lock_may_be_blank() {
    HostReading reading =
        PVE8.reading(
            answers(
                "list",
                LIST,
                "configs",
                CONFIGS,
                "memory",
                "MemAvailable: 2097152 kB\n",
                "storages",
                STORAGES),
            Instant.EPOCH);
    assertThat(reading.containers())
        .containsExactly(
            new SeenContainer(
                "101", "web", ContainerState.RUNNING, List.of("10.20.0.7"), null, true),
            new SeenContainer(
                "102", "db.example.net", ContainerState.STOPPED, List.of(), null, false),
            new SeenContainer("103", null, ContainerState.STOPPED, List.of(), null, false),
            new SeenContainer("104", null, ContainerState.STOPPED, List.of(), null, false));
    assertThat(reading.unparsed()).containsExactly("something nobody knows");
    assertThat(reading.freeMemoryMiB()).isEqualTo(OptionalLong.of(2048));
    assertThat(reading.freeDiskMiB()).isEqualTo(OptionalLong.of(92160));
    assertThat(PveListings.rows(LIST, new java.util.ArrayList<>()))
        .extracting(PveListings.Row::lock)
        .containsExactly("", "backup", "snapshot-delete", "create");
    assertThat(PveListings.rows(LIST, new java.util.ArrayList<>()))
        .extracting(PveListings.Row::name)
        .containsExactly("web", "db.example.net", "mail", "");
  }

  @Test
  void storages_of_release_4_are_known_by_a_1() {
    assertThat(PveListings.storages("local   dir 1   9611492   2583072   6517136 28.89%\n"))
        .containsExactly(new PveListings.Storage("local", OptionalLong.of(6517136)));
  }

  @Test
  void a_container_is_made_on_the_storage_with_most_room_from_the_volume_that_has_the_template() {
    Answers before =
        answers(
            "templates",
            "NAME                                                         SIZE  \n"
                + "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst         120.65MB\n"
                + "shelf:vztmpl/alpine-3.20-default_20240908_amd64.tar.xz        3.01MB\n",
            "storages",
            STORAGES);
    List<Step> steps =
        PVE8.create(
            new Creation(
                ID,
                "alpine-3.20-default_20240908_amd64",
                settings(
                    address("10.20.0.9/16", "10.20.0.10"),
                    new ContainerResources(512, null, 8, 2, null))),
            before);
    assertThat(argv(steps, "create"))
        .containsExactly(
            "pct",
            "create",
            "117",
            "shelf:vztmpl/alpine-3.20-default_20240908_amd64.tar.xz",
            "--rootfs",
            "tank:8",
            "--unprivileged",
            "1",
            "--hostname",
            "web",
            "--net0",
            "name=eth0,bridge=vmbr0,ip=10.20.0.9/16,gw=10.20.0.1",
            "--net1",
            "name=eth1,bridge=vmbr0,ip=10.20.0.10/24",
            "--nameserver",
            "10.0.0.53 10.0.0.54",
            "--memory",
            "512",
            "--cores",
            "2");
  }

  @Test
  void a_template_that_no_storage_offers_is_lacking() {
    assertThat(PVE8.lacks(answers("templates", "NAME   SIZE\n"), "debian-12")).isPresent();
    assertThat(
            PVE8.lacks(
                answers("templates", "local:vztmpl/debian-12.tar.zst  1.00MB  \n"), "debian-12"))
        .isEmpty();
    assertThat(PVE8.lacks(new Answers(List.of()), "debian-12").orElseThrow())
        .contains("cannot be listed");
  }

  @Test
  void a_container_is_moved_to_the_node_that_the_other_host_says_it_is() {
    HostAddress at = HostAddress.parse("192.0.2.20:2222");
    assertThat(argv(PVE8.migrate(ID, at, Optional.of("pve-02"), false), "migrate"))
        .containsExactly("pct", "migrate", "117", "pve-02", "--restart", "1");
    assertThat(argv(PVE8.migrate(ID, at, Optional.of("pve-02"), true), "migrate"))
        .containsExactly("pct", "migrate", "117", "pve-02", "--online", "1");
  }

  @Test
  void a_host_says_which_node_of_which_cluster_it_is() {
    String members =
        """
        {
        "nodename": "pve-01",
        "version": 9,
        "cluster": { "name": "north", "version": 4, "nodes": 2, "quorate": 1 },
        "nodelist": {
          "pve-01": { "id": 1, "online": 1, "ip": "192.0.2.19"},
          "pve-02": { "id": 2, "online": 1, "ip": "192.0.2.20"}
          }
        }
        """;
    Optional<ClusterMember> here = PVE8.member(answers("members", members));
    assertThat(here).contains(new ClusterMember("north", "pve-01"));
    assertThat(here.orElseThrow().sharesCluster(Optional.of(new ClusterMember("north", "pve-02"))))
        .isTrue();
    assertThat(here.orElseThrow().sharesCluster(Optional.of(new ClusterMember("south", "pve-02"))))
        .isFalse();
    assertThat(here.orElseThrow().sharesCluster(Optional.empty())).isFalse();
    ClusterMember alone =
        ClusterMember.of("{\n\"nodename\": \"pve\",\n\"version\": 0\n}\n").orElseThrow();
    assertThat(alone.sharesCluster(Optional.of(new ClusterMember("", "pve")))).isFalse();
    assertThat(alone).hasToString("node pve of no cluster");
    assertThat(ClusterMember.of("cat: no such file")).isEmpty();
  }

  @Test
  void a_new_address_keeps_what_else_a_device_has() {
    Answers before = answers("config", CONFIGS.substring(CONFIGS.indexOf('\n') + 1));
    List<Step> steps =
        PVE8.set(
            ID,
            new Settings(
                Optional.empty(),
                address("10.20.0.8/16"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new ContainerResources(null, null, 12, null, null),
                Optional.of(false)),
            before);
    assertThat(argv(steps, "set"))
        .containsExactly(
            "pct",
            "set",
            "117",
            "--net0",
            "name=eth0,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,ip=10.20.0.8/16,gw=10.20.0.1,type=veth",
            "--net1",
            "name=eth1,bridge=vmbr2,type=veth",
            "--onboot",
            "0");
    assertThat(argv(steps, "resize")).containsExactly("pct", "resize", "117", "rootfs", "12G");
  }

  @Test
  void a_copy_has_neither_the_address_nor_the_hardware_address_of_the_other() {
    Answers before = answers("config", CONFIGS.substring(CONFIGS.indexOf('\n') + 1));
    List<Step> steps = PVE8.copy(new ContainerId("101"), ID, new HostName("twin"), before);
    assertThat(argv(steps, "copy"))
        .containsExactly("pct", "clone", "101", "117", "--hostname", "twin", "--full", "1");
    assertThat(argv(steps, "set"))
        .containsExactly(
            "pct",
            "set",
            "117",
            "--net0",
            "name=eth0,bridge=vmbr1,type=veth",
            "--net1",
            "name=eth1,bridge=vmbr2,type=veth");
  }
}
