package dev.vireo.backup.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.domain.preflight.Cause;
import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.CheckResult;
import dev.vireo.backup.domain.preflight.Confidence;
import dev.vireo.backup.domain.preflight.Diagnoser;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TargetKind;
import dev.vireo.backup.probe.Authorities;
import dev.vireo.backup.probe.Preflight;
import dev.vireo.backup.probe.Vantage;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.ssh.HostKeyPolicy;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.SshTarget;
import dev.vireo.simulator.ContainerHandle;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.container.Pace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story: an appliance that asks its own machine for the password for ever, and no neighbour.
 */
@Timeout(120)
class SimulatedVantageTest {

  @TempDir Path folder;

  private static DataCentre centre(LoginFault fault) throws Exception {
    return DataCentre.start(
        Options.defaults()
            .withHosts(1)
            .withContainers(new ContainerOptions(1, 0, 1, Pace.NONE))
            .withAppliance(fault));
  }

  private SshVantage vantage(SshHosts ssh, String name, int port, String user, String password)
      throws Exception {
    return new SshVantage(
        name,
        ssh.connect(
            SshTarget.of(
                new HostAddress("127.0.0.1", port),
                user,
                CredentialRef.parse(CredentialKind.PASSWORD, "file:" + password),
                new HostKeyPolicy.TrustOnFirstUse(folder.resolve("known_hosts")))));
  }

  private SshVantage vantage(SshHosts ssh, ContainerHandle host) throws Exception {
    return vantage(
        ssh,
        host.name(),
        host.port(),
        host.user(),
        String.valueOf(host.passwordFile().getFileName()));
  }

  private static SshHosts ssh(DataCentre centre) {
    Path passwords = centre.containerHosts().getFirst().passwordFile().toAbsolutePath().getParent();
    return new SshHosts(
        Credentials.of(new CredentialFiles(List.of(passwords))), SshOptions.DEFAULT);
  }

  private static Diagnosis diagnose(
      DataCentre centre, List<? extends Vantage> places, String password, int attempts)
      throws Exception {
    var appliance = centre.appliance().orElseThrow();
    Target target = Target.parse(appliance.name(), TargetKind.APPLIANCE);
    return Diagnoser.diagnose(
        target,
        new Preflight(Authorities.with(Optional.empty()))
            .look(
                places,
                target,
                new Preflight.Permission(
                    Optional.of(appliance.sha256()),
                    Optional.of(appliance.user()),
                    password,
                    Duration.ofMillis(20),
                    attempts)));
  }

  private static CheckResult result(Diagnosis diagnosis, String from, CheckName name) {
    return diagnosis.checks().stream()
        .filter(c -> c.from().equals(from) && c.name() == name)
        .findFirst()
        .orElseThrow()
        .result();
  }

  @Test
  void the_loop_shows_from_the_own_machine_and_not_from_the_neighbour() throws Exception {
    try (DataCentre centre = centre(LoginFault.OWN_ADDRESS_REFUSED);
        SshHosts ssh = ssh(centre)) {
      List<SshVantage> places =
          List.of(
              vantage(ssh, centre.containerHosts().getFirst()),
              vantage(ssh, centre.containerHosts().getLast()));
      Diagnosis diagnosis = diagnose(centre, places, centre.password(), 2);
      assertThat(diagnosis.cause()).as(diagnosis.toString()).isEqualTo(Cause.LOOPBACK_CHECK);
      assertThat(diagnosis.difference())
          .contains("from openvz-01: CREDENTIALS_REFUSED_UNDETERMINED", "from pve8-01: HEALTHY");
      assertThat(result(diagnosis, "openvz-01", CheckName.SAME_HOST))
          .isEqualTo(CheckResult.WARNING);
      assertThat(centre.applianceAttempts()).isEqualTo(2);
      assertThat(diagnosis.toString()).doesNotContain(centre.password());
    }
  }

  @Test
  void with_one_login_in_total_it_is_spent_next_door_and_the_report_says_what_would_decide()
      throws Exception {
    try (DataCentre centre = centre(LoginFault.OWN_ADDRESS_REFUSED);
        SshHosts ssh = ssh(centre)) {
      List<SshVantage> places =
          List.of(
              vantage(ssh, centre.containerHosts().getFirst()),
              vantage(ssh, centre.containerHosts().getLast()));
      Diagnosis diagnosis = diagnose(centre, places, centre.password(), 1);
      assertThat(centre.applianceAttempts()).isEqualTo(1);
      assertThat(diagnosis.cause()).isEqualTo(Cause.HEALTHY);
      assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
      assertThat(diagnosis.candidates()).extracting("cause").contains(Cause.LOOPBACK_CHECK);
    }
  }

  @Test
  void a_hosts_file_of_one_host_is_found_there_and_nowhere_else() throws Exception {
    try (DataCentre centre = centre(LoginFault.NONE);
        SshHosts ssh = ssh(centre)) {
      ContainerHandle odd = centre.containerHosts().getLast();
      Path hosts = odd.root().resolve("etc/hosts");
      Files.createDirectories(hosts.getParent());
      Files.writeString(hosts, "127.0.0.1 localhost\n10.20.9.9 vdr.vireo.example\n");
      Diagnosis diagnosis =
          diagnose(
              centre,
              List.of(vantage(ssh, centre.containerHosts().getFirst()), vantage(ssh, odd)),
              centre.password(),
              1);
      assertThat(diagnosis.cause()).as(diagnosis.toString()).isEqualTo(Cause.NAME_OVERRIDDEN);
      assertThat(result(diagnosis, odd.name(), CheckName.HOSTS_FILE)).isEqualTo(CheckResult.FAILED);
    }
  }

  @Test
  void from_a_host_that_forwards_nothing_what_cannot_be_seen_is_skipped() throws Exception {
    try (DataCentre centre = centre(LoginFault.NONE);
        SshHosts ssh = ssh(centre)) {
      var esx = centre.hosts().getFirst();
      SshVantage from =
          vantage(
              ssh,
              esx.name(),
              esx.port(),
              esx.user(),
              String.valueOf(esx.passwordFile().getFileName()));
      Target target = Target.parse("192.0.2.7:443", TargetKind.HTTPS);
      Diagnosis diagnosis =
          Diagnoser.diagnose(
              target,
              new Preflight(Authorities.with(Optional.empty()))
                  .look(List.of(from), target, Preflight.Permission.withoutLogin()));
      assertThat(diagnosis.checks())
          .filteredOn(c -> c.name() == CheckName.PORT || c.name() == CheckName.TLS)
          .allSatisfy(
              c -> {
                assertThat(c.result()).isEqualTo(CheckResult.SKIPPED);
                assertThat(c.exchange().received()).contains("forwards no connections");
              });
      assertThat(diagnosis.confidence()).isEqualTo(Confidence.POSSIBLE);
    }
  }
}
