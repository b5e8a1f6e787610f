package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupQueries;
import dev.vireo.backup.projection.DiagnosisView;
import dev.vireo.bus.backup.ConnectionCause;
import dev.vireo.bus.backup.ConnectionCheckResult;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.bus.service.query.Blocking;
import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.web.Certificate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real appliance over HTTPS, looked at through a real sshd. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class DiagnoseConnectionTest extends ServiceTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String USER = "LAB\\backup";
  private static final String PASSWORD = "correct-horse&battery";

  @Inject BackupQueries queries;
  @Inject ViewPositions positions;

  private static String password() throws Exception {
    String name = unique("appliance") + ".password";
    Files.setPosixFilePermissions(
        Files.writeString(credentials().resolve(name), PASSWORD + "\n"),
        PosixFilePermissions.fromString("rw-------"));
    return "file:" + name;
  }

  private static DiagnoseConnection diagnose(
      int port, List<String> from, @Nullable String password, @Nullable String pin) {
    return new DiagnoseConnection(
        "127.0.0.1:" + port,
        ConnectionKind.APPLIANCE,
        from,
        password == null ? null : USER,
        password,
        null,
        0,
        pin);
  }

  private ConnectionDiagnosed diagnosed(DiagnoseConnection command) throws InterruptedException {
    String id = bus().give(command);
    bus().succeeded(id);
    return bus().told(ConnectionDiagnosed.class, id).getFirst();
  }

  @Test
  void an_appliance_is_looked_at_from_a_host_and_from_here_with_one_login_in_total()
      throws Exception {
    Certificate certificate = Certificate.at(null, LOOPBACK, "localhost");
    try (Appliance appliance =
        new Appliance(LOOPBACK, certificate, USER, PASSWORD, Appliance.Manner.good())) {
      ConnectionDiagnosed seen =
          diagnosed(
              diagnose(
                  appliance.port(),
                  List.of(host().name(), "here"),
                  password(),
                  certificate.fingerprint()));
      assertThat(appliance.attempts()).isEqualTo(1);
      assertThat(seen.cause()).as(seen.toString()).isEqualTo(ConnectionCause.HEALTHY);
      assertThat(seen.checks())
          .filteredOn(c -> c.from().equals(host().name()) && c.name().equals("session"))
          .singleElement()
          .satisfies(c -> assertThat(c.result()).isEqualTo(ConnectionCheckResult.OK));
      assertThat(Json.MAPPER.writeValueAsString(seen))
          .doesNotContain(PASSWORD, "correct-horse", "Basic TEFC");
      positions.catchUp(Duration.ofSeconds(30));
      List<DiagnosisView> kept =
          Blocking.answer(
              "reading diagnoses", () -> queries.diagnoses(Optional.of(seen.target()), 5));
      assertThat(kept)
          .singleElement()
          .satisfies(
              view -> {
                assertThat(view.cause()).isEqualTo("HEALTHY");
                assertThat(view.diagnosis().path("checks")).hasSize(seen.checks().size());
              });
    }
  }

  @Test
  void a_shut_port_is_refused_as_seen_from_the_host() throws Exception {
    int shut;
    try (ServerSocket once = new ServerSocket(0, 1, LOOPBACK)) {
      shut = once.getLocalPort();
    }
    ConnectionDiagnosed seen = diagnosed(diagnose(shut, List.of(host().name()), null, null));
    assertThat(seen.cause()).as(seen.toString()).isEqualTo(ConnectionCause.PORT_REFUSED);
    assertThat(seen.checks())
        .filteredOn(c -> c.name().equals("port"))
        .allSatisfy(c -> assertThat(c.evidence()).contains("refused"));
  }

  @Test
  void from_a_host_that_is_away_nothing_is_asked_of_the_target() throws Exception {
    Certificate certificate = Certificate.at(null, LOOPBACK, "localhost");
    try (Appliance appliance =
        new Appliance(LOOPBACK, certificate, USER, PASSWORD, Appliance.Manner.good())) {
      host().kill();
      CommandFailed failed =
          bus()
              .fails(
                  diagnose(
                      appliance.port(),
                      List.of("here", host().name()),
                      password(),
                      certificate.fingerprint()));
      assertThat(failed.reason()).isEqualTo(FailureReason.UNREACHABLE);
      assertThat(failed.message()).contains(host().name(), "Nothing was asked");
      assertThat(appliance.attempts()).isZero();
    }
  }

  @Test
  void what_is_malformed_is_rejected_by_field_and_no_secret_is_repeated() throws Exception {
    assertThat(rejected(diagnose(443, List.of("nobody"), null, null)).field()).isEqualTo("from");
    assertThat(rejected(diagnose(443, List.of("here", "here"), null, null)).message())
        .contains("twice");
    assertThat(rejected(diagnose(443, List.of(), null, "12:34")).field())
        .isEqualTo("certificateSha256");
    CommandRejected plain = rejected(diagnose(443, List.of(), "hunter2", null));
    assertThat(plain.field()).isEqualTo("password");
    assertThat(plain.message()).doesNotContain("hunter2");
    assertThat(rejected(diagnose(443, List.of(), "file:not-there", null)).field())
        .isEqualTo("password");
    assertThat(
            rejected(
                    new DiagnoseConnection(
                        "-oProxyCommand=x;id", null, List.of(), null, null, null, null, null))
                .field())
        .isEqualTo("target");
  }

  private CommandRejected rejected(DiagnoseConnection command) throws InterruptedException {
    return bus().rejected(bus().give(command));
  }
}
