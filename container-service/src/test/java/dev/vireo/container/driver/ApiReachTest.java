package dev.vireo.container.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.proxmox.ProxmoxRefused;
import dev.vireo.hypervisor.proxmox.ProxmoxSession;
import dev.vireo.hypervisor.proxmox.ProxmoxTarget;
import dev.vireo.simulator.ContainerHandle;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.container.Pace;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in to the API of Proxmox VE 3.4 and 8, and what keeps one out. */
class ApiReachTest {

  private static @Nullable DataCentre centre;

  @BeforeAll
  static void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults()
                .withContainers(new ContainerOptions(0, 1, 1, Pace.NONE))
                .withHosts(0));
  }

  @AfterAll
  static void stop() throws IOException {
    Objects.requireNonNull(centre).close();
  }

  private static ContainerHandle host(String name) {
    return Objects.requireNonNull(centre).containerHost(name);
  }

  private static ProxmoxSession session(
      int port, String user, String secret, @Nullable String fingerprint) {
    ApiAccess access = new ApiAccess("127.0.0.1:" + port, user, "file:secret", fingerprint);
    return new ProxmoxSession(
        ProxmoxTarget.of(access),
        ref -> Secret.of(secret),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  private static UnreachableException refusal(ProxmoxSession session) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            UnreachableException.class, () -> session.get(List.of("version"), Map.of())));
  }

  private static String password() {
    return Objects.requireNonNull(centre).password();
  }

  @Test
  void a_ticket_lets_in_and_writes_carry_the_token_against_forgery() throws Exception {
    ContainerHandle old = host("pve3-01");
    ProxmoxSession session =
        session(old.apiPort(), "root@pam", password(), old.certificateSha256());
    assertThat(session.get(List.of("version"), Map.of()).path("version").asText()).isEqualTo("3.4");
    ProxmoxRefused refused =
        Objects.requireNonNull(
            catchThrowableOfType(
                ProxmoxRefused.class,
                () ->
                    session.tell(
                        "POST",
                        List.of("nodes", "pve3-01", "openvz"),
                        Map.of("vmid", "101", "ostemplate", "local:vztmpl/none.tar.gz"))));
    // On 3.4 these words stand in the status line only.
    assertThat(refused.words()).isEqualTo("volume 'local:vztmpl/none.tar.gz' does not exist");
  }

  @Test
  void an_api_token_lets_in_and_a_wrong_one_does_not() throws Exception {
    ContainerHandle host = host("pve8-01");
    String token = Files.readString(Objects.requireNonNull(host.apiTokenFile())).strip();
    String user = token.substring(0, token.indexOf('='));
    String secret = token.substring(token.indexOf('=') + 1);
    assertThat(
            session(host.apiPort(), user, secret, host.certificateSha256())
                .get(List.of("version"), Map.of())
                .path("version")
                .asText())
        .startsWith("8.2");
    UnreachableException wrong =
        refusal(session(host.apiPort(), user, "not-the-secret", host.certificateSha256()));
    assertThat(wrong.reason()).isEqualTo(Reason.AUTH);
    assertThat(wrong).hasMessageNotContaining("not-the-secret").hasMessageContaining(user);
  }

  @Test
  void a_wrong_password_is_not_repeated_in_what_is_said() {
    ContainerHandle host = host("pve8-01");
    UnreachableException wrong =
        refusal(session(host.apiPort(), "root@pam", "wrong-word", host.certificateSha256()));
    assertThat(wrong.reason()).isEqualTo(Reason.AUTH);
    assertThat(wrong).hasMessageNotContaining("wrong-word").hasMessageContaining("file:secret");
  }

  @Test
  void a_certificate_nobody_signed_is_believed_by_its_fingerprint_only() {
    ContainerHandle host = host("pve8-01");
    UnreachableException unsigned = refusal(session(host.apiPort(), "root@pam", password(), null));
    assertThat(unsigned.reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(
            String.valueOf(unsigned.getMessage())
                .replace(":", "")
                .toLowerCase(java.util.Locale.ROOT))
        .contains(
            Objects.requireNonNull(host.certificateSha256())
                .replace(":", "")
                .toLowerCase(java.util.Locale.ROOT));
    UnreachableException other =
        refusal(session(host.apiPort(), "root@pam", password(), "ab".repeat(32)));
    assertThat(other.reason()).isEqualTo(Reason.HOST_KEY);
  }

  @Test
  void a_closed_port_and_a_server_of_something_else_are_told_apart() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThat(refusal(session(closed, "root@pam", "x", null)).reason()).isEqualTo(Reason.REFUSED);
    ContainerHandle host = host("pve8-01");
    assertThat(refusal(session(host.port(), "root@pam", "x", null)).reason())
        .isEqualTo(Reason.PROTOCOL);
  }
}
