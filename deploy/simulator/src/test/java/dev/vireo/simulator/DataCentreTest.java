package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.simulator.estate.Composition.Profile;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.log.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCentreTest {
  private final Shell shell = new Shell();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    shell.close();
  }

  @Test
  void gives_each_release_its_own_esxcli_and_its_own_version() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults())) {
      for (HostHandle host : centre.hosts()) {
        String list = host.version().startsWith("4") ? "esxcli nmp" : "esxcli storage nmp";
        Shell.Result result =
            shell.run(
                centre, host.name(), list + " device list >/dev/null && vmware -v && hostname");
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo(host.release().fullName() + "\n" + host.name() + "\n");
      }
    }
  }

  @Test
  void shares_svc_luns_among_the_hosts_of_a_cluster() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults())) {
      List<String> first = sanIds(centre, "esx-01");
      assertThat(sanIds(centre, "esx-03")).containsAll(first);
      assertThat(sanIds(centre, "esx-05")).doesNotContainAnyElementsOf(first);
    }
  }

  private static List<String> sanIds(DataCentre centre, String host) {
    return centre.truth(host).devices().stream()
        .filter(device -> device.satp().equals("VMW_SATP_SVC") && !device.hardware().boot())
        .map(Device::id)
        .toList();
  }

  @Test
  void sprinkles_devices_that_must_not_be_touched() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(12))) {
      List<Device> devices =
          centre.hosts().stream()
              .flatMap(host -> centre.truth(host.name()).devices().stream())
              .toList();
      assertThat(devices)
          .anyMatch(device -> device.hardware().perenniallyReserved())
          .anyMatch(device -> device.hardware().boot() && device.satp().equals("VMW_SATP_SVC"))
          .anyMatch(device -> device.hardware().boot() && device.hardware().isUsb())
          .anyMatch(device -> device.paths().size() == 1 && device.satp().equals("VMW_SATP_SVC"))
          .anyMatch(
              device ->
                  device.status().equals("on")
                      && device.paths().stream().anyMatch(path -> !path.isActive()))
          .anyMatch(device -> device.id().startsWith("naa.") && device.hardware().local())
          .anyMatch(device -> device.id().startsWith("t10.") && !device.hardware().local())
          .anyMatch(device -> device.id().startsWith("eui.") && !device.hardware().local())
          .anyMatch(device -> device.claimedBy().equals("HPP"))
          .anyMatch(device -> device.hardware().isCdRom());
    }
  }

  @Test
  void is_the_same_after_a_restart() throws Exception {
    Options options = Options.defaults().withHosts(2).withState(folder.resolve("state"));
    HostHandle before;
    Device device;
    try (DataCentre centre = DataCentre.start(options)) {
      before = centre.host("esx-01");
      device = centre.truth("esx-01").devices().getFirst();
      shell.run(
          centre, "esx-01", "esxcli nmp device setpolicy --psp VMW_PSP_RR --device " + device.id());
      centre.addLun("esx-02", 77);
    }
    try (DataCentre centre = DataCentre.start(options)) {
      assertThat(centre.host("esx-01")).isEqualTo(before);
      Device after = centre.truth("esx-01").devices().getFirst();
      assertThat(after.id()).isEqualTo(device.id());
      assertThat(after.policy().psp()).isEqualTo("VMW_PSP_RR");
      assertThat(after.policy().pinned()).isTrue();
      assertThat(sanIds(centre, "esx-02")).anyMatch(id -> id.endsWith("4d"));
    }
  }

  @Test
  void composes_the_same_hosts_from_the_same_numbers() throws Exception {
    try (DataCentre one = DataCentre.start(Options.defaults());
        DataCentre other = DataCentre.start(Options.defaults())) {
      assertThat(one.truth("esx-04")).isEqualTo(other.truth("esx-04"));
    }
  }

  @Test
  void writes_a_line_for_each_call_with_what_it_changed() throws Exception {
    Path log = folder.resolve("log.jsonl");
    try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(1).withLog(log))) {
      String device = centre.truth("esx-01").devices().getFirst().id();
      String set = "esxcli nmp device setpolicy --psp VMW_PSP_RR --device ";
      shell.run(centre, "esx-01", set + device + "; " + set + device + "; " + set + "naa.1");
      assertThat(centre.log()).extracting(LogEntry::changed).containsExactly(true, false, false);
      assertThat(centre.log()).extracting(LogEntry::exit).containsExactly(0, 0, 1);
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(3);
    assertThat(Json.mapper().readTree(lines.getFirst()).at("/before/psp").textValue())
        .isEqualTo("VMW_PSP_FIXED");
    assertThat(Json.mapper().readTree(lines.getFirst()).at("/after/psp").textValue())
        .isEqualTo("VMW_PSP_RR");
    assertThat(Json.mapper().readTree(lines.get(2)).get("argv").toString())
        .isEqualTo(
            "[\"esxcli\",\"nmp\",\"device\",\"setpolicy\",\"--psp\",\"VMW_PSP_RR\",\"--device\",\"naa.1\"]");
  }

  @Test
  void makes_a_password_that_only_its_owner_reads() throws Exception {
    Options options = Options.defaults().withHosts(1).withState(folder);
    try (DataCentre centre = DataCentre.start(options)) {
      Path file = centre.host("esx-01").passwordFile();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(centre.password()).hasSize(32);
    }
  }

  @Test
  void takes_a_public_key_that_it_was_given() throws Exception {
    SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider();
    provider.setAlgorithm("EC");
    provider.setKeySize(256);
    KeyPairProvider keys = provider;
    var pair = keys.loadKeys(null).iterator().next();
    StringBuilder line = new StringBuilder();
    PublicKeyEntry.appendPublicKeyEntry(line, pair.getPublic());
    Path authorized = Files.writeString(folder.resolve("keys"), line + " operator\n");
    try (DataCentre centre =
        DataCentre.start(Options.defaults().withHosts(1).withAuthorizedKeys(authorized))) {
      HostHandle host = centre.host("esx-01");
      try (ClientSession session =
          shell
              .client()
              .connect(host.user(), host.address(), host.port())
              .verify(Shell.BOUND)
              .getSession()) {
        session.addPublicKeyIdentity(pair);
        session.auth().verify(Shell.BOUND);
        assertThat(session.isAuthenticated()).isTrue();
      }
    }
  }

  @Test
  void offers_old_hosts_algorithms_only_where_asked_to() throws Exception {
    Options options = Options.defaults().withHosts(3).withLegacyCrypto();
    try (DataCentre centre = DataCentre.start(options)) {
      assertThat(centre.host("esx-01").knownHosts()).contains(" ssh-rsa ");
      assertThat(centre.host("esx-03").knownHosts()).contains(" ecdsa-sha2-nistp256 ");
      assertThatThrownBy(() -> shell.run(centre, "esx-01", "id")).isInstanceOf(IOException.class);
      assertThat(shell.run(centre, "esx-03", "id -u").out()).isEqualTo("0\n");
      try (Shell old = Shell.ofOldAlgorithms()) {
        assertThat(old.run(centre, "esx-01", "id -u").out()).isEqualTo("0\n");
      }
    }
  }

  @Test
  void runs_500_hosts_in_one_process() throws Exception {
    try (DataCentre centre =
        DataCentre.start(Options.defaults().withHosts(500).withComposition(Profile.STORY, 8, 8))) {
      assertThat(centre.hosts()).extracting(HostHandle::port).doesNotHaveDuplicates().hasSize(500);
      assertThat(shell.run(centre, "esx-500", "hostname").out()).isEqualTo("esx-500\n");
    }
  }

  @Test
  void shows_a_prompt_and_echoes_on_a_terminal() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(1));
        ClientSession session = shell.connect(centre, "esx-01")) {
      assertThat(
              Terminal.type(
                  session,
                  "echo $((40 + 2))\rfor i in a b\rdo echo $i; done\rfoo |\r\u0003exit 3\r"))
          .contains("~ # echo $((40 + 2))\r\n42\r\n")
          .contains("a\r\nb\r\n");
    }
  }
}
