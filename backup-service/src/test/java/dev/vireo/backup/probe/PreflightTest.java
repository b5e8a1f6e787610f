package dev.vireo.backup.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vireo.backup.domain.preflight.Candidate;
import dev.vireo.backup.domain.preflight.Cause;
import dev.vireo.backup.domain.preflight.Check;
import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.CheckResult;
import dev.vireo.backup.domain.preflight.Confidence;
import dev.vireo.backup.domain.preflight.Diagnoser;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Sight;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TargetKind;
import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.vcenter.Vcenter;
import dev.vireo.simulator.web.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real sockets, real certificates: what each fault looks like from outside. */
class PreflightTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final String USER = "LAB\\backup";
  private static final String PASSWORD = "correct-horse&battery";

  @TempDir Path folder;

  private static Certificate certificate(String name, int fromDays, int untilDays)
      throws IOException {
    Instant now = Instant.now();
    return Certificate.valid(
        HERE, name, now.plus(Duration.ofDays(fromDays)), now.plus(Duration.ofDays(untilDays)));
  }

  private static Certificate good() throws IOException {
    return certificate("localhost", -1, 30);
  }

  /** A preflight from one place. */
  private record From(Preflight preflight, Dial dial, Path hosts) {
    Sight look(String name, Target target, Preflight.Permission permission)
        throws InterruptedException {
      return preflight
          .look(List.of(new Here(name, dial, hosts, nowhere())), target, permission)
          .getFirst();
    }
  }

  private From trusting(Dial dial, Certificate certificate) throws IOException {
    Path pem = Files.writeString(folder.resolve("ca.pem"), certificate.pem());
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    return new From(new Preflight(Authorities.with(Optional.of(pem))), dial, hosts);
  }

  /** No name server, so that no test depends on one. */
  private static Optional<InetSocketAddress> nowhere() {
    return Optional.of(new InetSocketAddress(HERE, 1));
  }

  private static Preflight.Permission login(String password) {
    return new Preflight.Permission(
        Optional.empty(), Optional.of(USER), password, Duration.ofMillis(50), 1);
  }

  private static Target at(int port, TargetKind kind) {
    return new Target("localhost", port, kind, true);
  }

  private static Diagnosis of(Target target, Sight... sights) {
    return Diagnoser.diagnose(target, List.of(sights));
  }

  private Diagnosis diagnose(Appliance.Manner manner, String password) throws Exception {
    Certificate certificate = good();
    try (Appliance appliance = new Appliance(HERE, certificate, USER, PASSWORD, manner)) {
      Target target = at(appliance.port(), TargetKind.APPLIANCE);
      Diagnosis diagnosis =
          of(target, trusting(Dial.here(), certificate).look("here", target, login(password)));
      assertThat(appliance.attempts()).as("logins spent").isEqualTo(1);
      assertThat(diagnosis.toString()).doesNotContain(PASSWORD, "Basic TEFC");
      return diagnosis;
    }
  }

  @Test
  void an_appliance_with_which_all_is_well_is_healthy_for_certain() throws Exception {
    Diagnosis diagnosis = diagnose(Appliance.Manner.good(), PASSWORD);
    assertThat(diagnosis.cause()).isEqualTo(Cause.HEALTHY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.ruledOut())
        .contains(Cause.CREDENTIALS_WRONG, Cause.SESSION_NOT_KEPT, Cause.CLOCK_SKEW);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(LoginFault.SESSION_FORGOTTEN, Cause.SESSION_NOT_KEPT),
        arguments(LoginFault.OWN_ADDRESS_REFUSED, Cause.CREDENTIALS_REFUSED_UNDETERMINED),
        arguments(LoginFault.LOCKED, Cause.ACCOUNT_LOCKED),
        arguments(LoginFault.EXPIRED, Cause.PASSWORD_EXPIRED),
        arguments(LoginFault.UNKNOWN, Cause.ACCOUNT_UNKNOWN),
        arguments(LoginFault.WRONG_PASSWORD, Cause.CREDENTIALS_WRONG),
        arguments(LoginFault.NAME_FORM, Cause.NAME_FORM),
        arguments(LoginFault.SOURCE_NOT_ALLOWED, Cause.SOURCE_NOT_ALLOWED));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_an_appliance_says_of_a_login_is_named(LoginFault fault, Cause cause) throws Exception {
    Appliance.Manner manner = new Appliance.Manner(fault, true, Duration.ZERO);
    assertThat(diagnose(manner, PASSWORD).cause()).isEqualTo(cause);
  }

  @Test
  void an_appliance_that_says_nothing_leaves_ranked_candidates() throws Exception {
    Diagnosis diagnosis =
        diagnose(new Appliance.Manner(LoginFault.LOCKED, false, Duration.ZERO), PASSWORD);
    assertThat(diagnosis.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED_UNDETERMINED);
    assertThat(diagnosis.candidates())
        .extracting(Candidate::cause)
        .startsWith(Cause.LOOPBACK_CHECK)
        .contains(Cause.ACCOUNT_LOCKED);
  }

  @Test
  void a_wrong_password_that_is_only_refused_is_not_called_one() throws Exception {
    assertThat(diagnose(Appliance.Manner.good(), "another").cause())
        .isEqualTo(Cause.CREDENTIALS_REFUSED_UNDETERMINED);
  }

  @Test
  void a_clock_that_is_ten_minutes_behind_is_seen_in_its_answers() throws Exception {
    Appliance.Manner late = new Appliance.Manner(LoginFault.NONE, true, Duration.ofMinutes(-10));
    assertThat(diagnose(late, PASSWORD).cause()).isEqualTo(Cause.CLOCK_SKEW);
  }

  @Test
  void refused_from_its_own_address_and_taken_from_a_neighbours_is_the_place() throws Exception {
    Certificate certificate = good();
    Appliance.Manner loop =
        new Appliance.Manner(LoginFault.OWN_ADDRESS_REFUSED, false, Duration.ZERO);
    Dial neighbour =
        (address, port, within) -> {
          Socket socket = new Socket();
          socket.bind(new InetSocketAddress("127.0.0.2", 0));
          socket.connect(new InetSocketAddress(address, port), (int) within.toMillis());
          return socket;
        };
    try (Appliance appliance = new Appliance(HERE, certificate, USER, PASSWORD, loop)) {
      Target target = at(appliance.port(), TargetKind.APPLIANCE);
      Diagnosis diagnosis =
          of(
              target,
              trusting(Dial.here(), certificate).look("vc", target, login(PASSWORD)),
              trusting(neighbour, certificate).look("next-door", target, login(PASSWORD)));
      assertThat(diagnosis.cause()).isEqualTo(Cause.SOURCE_NOT_ALLOWED);
      assertThat(diagnosis.difference())
          .contains("from vc: CREDENTIALS_REFUSED_UNDETERMINED", "from next-door: HEALTHY");
      assertThat(diagnosis.candidates())
          .extracting(Candidate::cause)
          .contains(Cause.LOOPBACK_CHECK);
    }
  }

  private Diagnosis shown(Certificate certificate, boolean trusted) throws Exception {
    try (Appliance appliance =
        new Appliance(HERE, certificate, USER, PASSWORD, Appliance.Manner.good())) {
      Target target = at(appliance.port(), TargetKind.HTTPS);
      From preflight = trusting(Dial.here(), trusted ? certificate : good());
      Diagnosis diagnosis = of(target, preflight.look("here", target, login(PASSWORD)));
      assertThat(appliance.attempts()).as("logins spent on whom nothing proves").isZero();
      return diagnosis;
    }
  }

  @Test
  void no_password_goes_to_a_certificate_of_unknown_origin() throws Exception {
    assertThat(shown(good(), false).cause()).isEqualTo(Cause.TLS_CERTIFICATE_CHAIN);
  }

  @Test
  void no_password_goes_to_a_certificate_of_another_name() throws Exception {
    assertThat(shown(certificate("other.lab.example", -1, 30), true).cause())
        .isEqualTo(Cause.TLS_CERTIFICATE_NAME);
  }

  @Test
  void no_password_goes_to_an_expired_certificate() throws Exception {
    assertThat(shown(certificate("localhost", -30, -1), true).cause())
        .isEqualTo(Cause.TLS_CERTIFICATE_DATES);
  }

  @Test
  void a_certificate_that_begins_tomorrow_is_out_of_its_dates() throws Exception {
    assertThat(shown(certificate("localhost", 1, 30), true).cause())
        .isEqualTo(Cause.TLS_CERTIFICATE_DATES);
  }

  @Test
  void a_fingerprint_proves_what_no_authority_signed() throws Exception {
    Certificate certificate = certificate("other.lab.example", -1, 30);
    try (Appliance appliance =
        new Appliance(HERE, certificate, USER, PASSWORD, Appliance.Manner.good())) {
      Target target = at(appliance.port(), TargetKind.APPLIANCE);
      Preflight.Permission pinned =
          new Preflight.Permission(
              Optional.of(certificate.fingerprint()),
              Optional.of(USER),
              PASSWORD,
              Duration.ofMillis(50),
              1);
      assertThat(of(target, trusting(Dial.here(), good()).look("here", target, pinned)).cause())
          .isEqualTo(Cause.HEALTHY);
    }
  }

  @Test
  void a_port_where_nothing_listens_is_refused() throws Exception {
    int port;
    try (ServerSocket once = new ServerSocket(0, 1, HERE)) {
      port = once.getLocalPort();
    }
    Target target = at(port, TargetKind.HTTPS);
    Sight sight =
        trusting(Dial.here(), good()).look("here", target, Preflight.Permission.withoutLogin());
    assertThat(of(target, sight).cause()).isEqualTo(Cause.PORT_REFUSED);
  }

  @Test
  void a_port_that_answers_in_plain_text_speaks_no_tls() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, HERE)) {
      Thread.ofVirtual().start(() -> sayHello(server));
      Target target = at(server.getLocalPort(), TargetKind.HTTPS);
      Sight sight =
          trusting(Dial.here(), good()).look("here", target, Preflight.Permission.withoutLogin());
      assertThat(of(target, sight).cause()).isEqualTo(Cause.TLS_PROTOCOL);
    }
  }

  private static void sayHello(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("220 smtp ready\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().read();
      } catch (IOException e) {
        // The test is over, or the client went.
        continue;
      }
    }
  }

  @Test
  void a_server_of_tls_1_0_alone_is_too_old_and_the_evidence_says_so() throws Exception {
    Process server = oldServer();
    try (BufferedReader out = server.inputReader()) {
      int port = Integer.parseInt(out.readLine());
      Target target = at(port, TargetKind.HTTPS);
      Diagnosis diagnosis =
          of(
              target,
              trusting(Dial.here(), good())
                  .look("here", target, Preflight.Permission.withoutLogin()));
      assertThat(diagnosis.cause()).isEqualTo(Cause.TLS_PROTOCOL);
      assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
      assertThat(diagnosis.advice()).contains("nothing newer than TLS 1.0");
    } finally {
      server.outputWriter().close();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  private Process oldServer() throws IOException, InterruptedException {
    Path store = folder.resolve("old.p12");
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Process keytool =
        new ProcessBuilder(
                bin.resolve("keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(OldTlsServer.STORE_PASSWORD),
                "-dname",
                "CN=localhost",
                "-alias",
                "old")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Path allowed =
        Files.writeString(
            folder.resolve("security"),
            "jdk.tls.disabledAlgorithms=NULL\njdk.tls.legacyAlgorithms=NULL\n");
    return new ProcessBuilder(
            bin.resolve("java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.security.properties=" + allowed,
            "-cp",
            System.getProperty("java.class.path"),
            OldTlsServer.class.getName(),
            store.toString())
        .redirectError(folder.resolve("old.log").toFile())
        .start();
  }

  @Test
  void a_vcenter_is_logged_in_to_once_and_its_session_used_again() throws Exception {
    Certificate certificate = good();
    Path kept = folder.resolve("vcenter.p12");
    try (Vcenter vcenter = new Vcenter(HERE, 0, kept, PASSWORD, List::of)) {
      Target target = at(vcenter.port(), TargetKind.VCENTER);
      Preflight.Permission permission =
          new Preflight.Permission(
              Optional.of(vcenter.fingerprint()),
              Optional.of(Vcenter.USER),
              PASSWORD,
              Duration.ofMillis(50),
              1);
      Diagnosis diagnosis =
          of(target, trusting(Dial.here(), certificate).look("here", target, permission));
      assertThat(diagnosis.cause()).isEqualTo(Cause.HEALTHY);
      assertThat(result(diagnosis, CheckName.SESSION)).isEqualTo(CheckResult.OK);
      // The simulated vCenter has no AuthorizationManager, and that is said.
      assertThat(result(diagnosis, CheckName.PRIVILEGES)).isEqualTo(CheckResult.SKIPPED);
    }
  }

  @Test
  void a_vcenter_is_no_esx_host() throws Exception {
    try (Vcenter vcenter = new Vcenter(HERE, 0, folder.resolve("v.p12"), PASSWORD, List::of)) {
      Target target = at(vcenter.port(), TargetKind.ESX);
      Preflight.Permission pinned =
          new Preflight.Permission(
              Optional.of(vcenter.fingerprint()), Optional.empty(), "", Duration.ZERO, 0);
      Diagnosis diagnosis = of(target, trusting(Dial.here(), good()).look("here", target, pinned));
      assertThat(diagnosis.cause()).isEqualTo(Cause.VERSION_UNSUPPORTED);
    }
  }

  @Test
  void a_vcenters_invalid_login_is_undetermined() throws Exception {
    try (Vcenter vcenter = new Vcenter(HERE, 0, folder.resolve("v.p12"), PASSWORD, List::of)) {
      Target target = at(vcenter.port(), TargetKind.VCENTER);
      Preflight.Permission wrong =
          new Preflight.Permission(
              Optional.of(vcenter.fingerprint()),
              Optional.of(Vcenter.USER),
              "not-the-password",
              Duration.ZERO,
              1);
      Diagnosis diagnosis = of(target, trusting(Dial.here(), good()).look("here", target, wrong));
      assertThat(diagnosis.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED_UNDETERMINED);
      assertThat(diagnosis.toString()).doesNotContain("not-the-password");
    }
  }

  private static CheckResult result(Diagnosis diagnosis, CheckName name) {
    return diagnosis.checks().stream()
        .filter(c -> c.name() == name)
        .map(Check::result)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_name_that_nobody_knows_is_the_first_thing_told() throws Exception {
    Target target = Target.parse("nobody.invalid", TargetKind.VCENTER);
    Sight sight =
        trusting(Dial.here(), good()).look("here", target, Preflight.Permission.withoutLogin());
    assertThat(of(target, sight).cause()).isEqualTo(Cause.NAME_FORWARD);
  }
}
