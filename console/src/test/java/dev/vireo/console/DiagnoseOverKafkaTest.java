package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.ConnectionCandidate;
import dev.vireo.bus.backup.ConnectionCause;
import dev.vireo.bus.backup.ConnectionCheck;
import dev.vireo.bus.backup.ConnectionCheckResult;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.backup.DiagnosisConfidence;
import dev.vireo.bus.backup.VantageFinding;
import dev.vireo.bus.kit.TopicSetup;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vireo backup diagnose --from} through the real broker, with a service of the test's. */
final class DiagnoseOverKafkaTest {

  private static final Map<String, String> ESTATE =
      Map.of("VIREO_KAFKA", AnsweringService.bootstrap(), "USER", "ops");

  @BeforeAll
  static void topics() throws InterruptedException {
    TopicSetup.ensure(Map.of("bootstrap.servers", AnsweringService.bootstrap()), Domain.BACKUP, 3);
  }

  private static ConnectionCheck check(
      String name, String from, ConnectionCheckResult result, String evidence) {
    return new ConnectionCheck(name, from, result, evidence, 7);
  }

  private static List<Event> answer(Envelope<? extends Command> command, ConnectionCause cause) {
    return List.of(
        new ConnectionDiagnosed(
            command.subject(),
            ConnectionKind.APPLIANCE,
            cause,
            DiagnosisConfidence.LIKELY,
            "from vc: CREDENTIALS_REFUSED_UNDETERMINED; from next-door: HEALTHY",
            List.of(
                new VantageFinding(
                    "vc",
                    ConnectionCause.CREDENTIALS_REFUSED_UNDETERMINED,
                    DiagnosisConfidence.POSSIBLE),
                new VantageFinding(
                    "next-door", ConnectionCause.HEALTHY, DiagnosisConfidence.CERTAIN)),
            List.of(ConnectionCause.MTU),
            List.of(
                new ConnectionCandidate(ConnectionCause.CLOCK_SKEW, "clocks differ", "ask them")),
            List.of(
                check("port", "vc", ConnectionCheckResult.OK, "TCP -> open"),
                check("authentication", "vc", ConnectionCheckResult.FAILED, "GET -> HTTP 401"),
                check("port", "next-door", ConnectionCheckResult.OK, "TCP -> open"),
                check("authentication", "next-door", ConnectionCheckResult.OK, "GET -> HTTP 200")),
            "Work from a neighbour."),
        new CommandSucceeded(
            command.id(), command.type().text(), command.subject(), "done", Map.of()));
  }

  private static AnsweringService service(ConnectionCause cause) {
    return AnsweringService.with(Domain.BACKUP, command -> answer(command, cause));
  }

  private static String[] line(String... more) {
    List<String> all = new ArrayList<>(List.of("backup", "diagnose", "vdr.example.net"));
    all.addAll(List.of("--from", "vc", "--from", "next-door"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void the_places_stand_side_by_side_and_only_what_differs_is_told_in_words() throws Exception {
    try (AnsweringService service = service(ConnectionCause.LOOPBACK_CHECK)) {
      Ran ran = vireo(ESTATE, line("--kind", "appliance", "--attempts", "2"));
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out())
          .containsPattern("authentication +failed +ok")
          .contains("vc, authentication failed, 7 ms: GET -> HTTP 401")
          .contains("vdr.example.net: LOOPBACK_CHECK (LIKELY)", "1. CLOCK_SKEW", "decides: ask")
          .doesNotContain("TCP -> open");
      assertThat(service.taken().getFirst().data())
          .isEqualTo(
              new DiagnoseConnection(
                  "vdr.example.net",
                  ConnectionKind.APPLIANCE,
                  List.of("vc", "next-door"),
                  null,
                  null,
                  2,
                  null,
                  null));
    }
  }

  @Test
  void healthy_ends_with_0_and_programs_get_the_form_of_the_offline_look(@TempDir Path folder)
      throws Exception {
    Path report = folder.resolve("report.json");
    try (AnsweringService service = service(ConnectionCause.HEALTHY)) {
      Ran ran = vireo(ESTATE, line("--json", "--report", report.toString()));
      assertThat(ran.code()).isZero();
      assertThat(ran.json().path("kind").asText()).isEqualTo("appliance");
      assertThat(ran.json().path("checks").get(1).path("result").asText()).isEqualTo("failed");
      assertThat(ran.json().path("ruledOut").get(0).asText()).isEqualTo("MTU");
      assertThat(Files.readString(report)).contains("\"cause\":\"HEALTHY\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
          .isEqualTo("rw-------");
      assertThat(service.taken()).hasSize(1);
    }
  }

  @Test
  void a_password_goes_by_reference_and_half_an_account_is_refused(@TempDir Path folder)
      throws Exception {
    Path password = folder.resolve("secret");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "hunter2\n");
    Map<String, String> home =
        Map.of("VIREO_KAFKA", AnsweringService.bootstrap(), "VIREO_HOME", folder.toString());
    try (AnsweringService service = service(ConnectionCause.HEALTHY)) {
      assertThat(vireo(home, line("--user", "backup", "--password-file", password.toString())))
          .extracting(Ran::code)
          .isEqualTo(0);
      assertThat(service.taken().getFirst().data().toString())
          .contains("file:target-vdr.example.net.password")
          .doesNotContain("hunter2");
      assertThat(folder.resolve("credentials/target-vdr.example.net.password")).exists();
      Ran half = vireo(home, line("--user", "backup"));
      assertThat(half.code()).isEqualTo(2);
      assertThat(half.err()).contains("--password-file");
      assertThat(service.taken()).hasSize(1);
    }
  }
}
