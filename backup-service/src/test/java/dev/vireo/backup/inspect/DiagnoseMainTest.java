package dev.vireo.backup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.web.Certificate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnoseMainTest {

  private static final String PASSWORD = "s3cret-of-the-lab";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(List<String> args) {
    return DiagnoseMain.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private int diagnose(LoginFault fault, String... more) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    Instant now = Instant.now();
    Certificate certificate =
        Certificate.valid(here, "localhost", now.minusSeconds(60), now.plus(Duration.ofDays(1)));
    Path authorities = Files.writeString(folder.resolve("ca.pem"), certificate.pem());
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Appliance.Manner manner = new Appliance.Manner(fault, true, Duration.ZERO);
    try (Appliance appliance = new Appliance(here, certificate, "backup", PASSWORD, manner)) {
      List<String> args =
          new ArrayList<>(
              List.of(
                  "localhost:" + appliance.port(),
                  "--kind",
                  "appliance",
                  "--user",
                  "backup",
                  "--password-file",
                  password.toString(),
                  "--ca-file=" + authorities,
                  "--hold",
                  "0"));
      args.addAll(List.of(more));
      return run(args);
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_loop_ends_in_one_cause_as_json_and_with_1() throws Exception {
    Path report = folder.resolve("report.json");
    int code = diagnose(LoginFault.SESSION_FORGOTTEN, "--json", "--report", report.toString());
    assertThat(code).isEqualTo(1);
    assertThat(said())
        .startsWith("{\"target\":\"localhost:")
        .contains("\"cause\":\"SESSION_NOT_KEPT\"", "\"confidence\":\"CERTAIN\"", "\"ruledOut\":[")
        .contains("{\"name\":\"session\",\"from\":\"here\",\"result\":\"failed\",\"evidence\":")
        .doesNotContain(PASSWORD);
    assertThat(report).hasContent(said());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_healthy_appliance_ends_with_0() throws Exception {
    assertThat(diagnose(LoginFault.NONE)).isZero();
    assertThat(said()).contains(": HEALTHY (CERTAIN)").doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "vc.example --kind tape",
        "vc.example --user root",
        "vc.example --user root --password-file /nonexistent/file",
        "vc.example --certificate-sha256 12",
        "vc.example --hold 1000",
        "vc.example --nothing",
        "vc.example --report",
        "vc.example --report /nonexistent/report.json",
        "vc.example --report /",
        "vc.example --user root --password-file /",
        "https://vc.example/sdk",
        "::::",
        "abc::def::1",
        "12:34:56",
        "vc.example other.example",
        "vc.example:99999"
      })
  void what_is_malformed_is_told_in_one_line_and_ends_with_2(String line) {
    assertThat(run(line.isEmpty() ? List.of() : List.of(line.split(" ")))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("vireo backup diagnose: ")
        .hasLineCount(1);
    assertThat(said()).isEmpty();
  }

  @Test
  void a_url_is_told_from_a_name_and_what_to_give_is_said() {
    assertThat(run(List.of("https://vc.example:8443/sdk"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("'https://vc.example:8443/sdk' is a URL: leave out")
        .contains("such as vc.example.net:8443");
  }

  @Test
  void a_password_that_others_can_read_is_used_and_remarked_and_a_mark_before_it_is_no_part_of_it()
      throws Exception {
    Path open = Files.writeString(folder.resolve("password"), "x");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    // The file keeps its mode when the password is written into it.
    assertThat(diagnose(LoginFault.NONE)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(open + "' can be read by others than its owner: chmod 600");

    Path marked = folder.resolve("marked");
    Files.writeString(marked, "\ufeff" + PASSWORD + "\r\n");
    Files.setPosixFilePermissions(marked, PosixFilePermissions.fromString("rw-------"));
    err.reset();
    out.reset();
    assertThat(diagnose(LoginFault.NONE, "--password-file", marked.toString())).isZero();
    assertThat(said()).contains(": HEALTHY (CERTAIN)");
    assertThat(err.size()).isZero();
  }
}
