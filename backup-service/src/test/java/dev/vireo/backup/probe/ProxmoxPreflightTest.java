package dev.vireo.backup.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vireo.backup.domain.preflight.Cause;
import dev.vireo.backup.domain.preflight.Diagnoser;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TargetKind;
import dev.vireo.simulator.web.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that answers as Proxmox VE's API does, to an account with these privileges. */
class ProxmoxPreflightTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final String COOKIE = "PVEAuthCookie=PVE%3Abackup%40pve%3A1";

  private final AtomicInteger logins = new AtomicInteger();

  private void answer(HttpExchange exchange, String permissions) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean known = COOKIE.equals(exchange.getRequestHeaders().getFirst("Cookie"));
    exchange.getRequestBody().readAllBytes();
    String body =
        switch (path) {
          case "/api2/json/access/ticket" -> {
            logins.incrementAndGet();
            yield "{\"data\":{\"ticket\":\"PVE:backup@pve:1\",\"CSRFPreventionToken\":\"x\"}}";
          }
          case "/api2/json/version" -> known ? "{\"data\":{\"release\":\"8.2\"}}" : "";
          case "/api2/json/access/permissions" -> known ? permissions : "";
          default -> "";
        };
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        bytes.length == 0 ? 401 : 200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Diagnosis diagnose(String user, String permissions) throws Exception {
    Certificate certificate = Certificate.at(null, HERE, "localhost");
    HttpsServer server = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", exchange -> answer(exchange, permissions));
    server.start();
    try {
      Target target = new Target("localhost", server.getAddress().getPort(), TargetKind.PVE, true);
      return Diagnoser.diagnose(
          target,
          new Preflight(Authorities.with(Optional.empty()))
              .look(
                  List.of(new Here()),
                  target,
                  new Preflight.Permission(
                      Optional.of(certificate.fingerprint()),
                      Optional.of(user),
                      "correct-horse",
                      Duration.ZERO,
                      1)));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_privilege_that_the_account_has_not_is_named() throws Exception {
    Diagnosis seen = diagnose("backup@pve", "{\"data\":{\"/vms\":{\"VM.Backup\":1}}}");
    assertThat(seen.cause()).as(seen.toString()).isEqualTo(Cause.PRIVILEGE_MISSING);
    assertThat(seen.toString()).contains("Datastore.AllocateSpace");
    assertThat(logins).hasValue(1);
  }

  @Test
  void an_account_with_all_privileges_is_healthy() throws Exception {
    Diagnosis seen =
        diagnose(
            "backup@pve",
            "{\"data\":{\"/vms\":{\"VM.Backup\":1},\"/storage\":{\"Datastore.AllocateSpace\":1}}}");
    assertThat(seen.cause()).as(seen.toString()).isEqualTo(Cause.HEALTHY);
  }

  @Test
  void a_name_without_its_realm_is_told_without_a_login() throws Exception {
    assertThat(diagnose("backup", "").cause()).isEqualTo(Cause.NAME_FORM);
    assertThat(logins).hasValue(0);
  }
}
