package dev.vireo.hypervisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.tls.CertificateTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VCentersTest {

  private static final CredentialRef PASSWORD =
      CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_VC");

  private static VCenterOverHttps server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = VCenterOverHttps.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static VCenters vcenters(String password) {
    return new VCenters(
        ref -> Secret.of(password), Duration.ofSeconds(5), Duration.ofMillis(1_500));
  }

  private static VCenterTarget target(String host, int port, CertificateTrust trust) {
    return new VCenterTarget(new HostAddress(host, port), "reader@vsphere.local", PASSWORD, trust);
  }

  private static VCenterTarget pinned() {
    return target("127.0.0.1", server.port(), new CertificateTrust.Pinned(server.fingerprint()));
  }

  private static UnreachableException refusal(VCenterTarget target, String password) {
    UnreachableException e =
        catchThrowableOfType(UnreachableException.class, () -> vcenters(password).hosts(target));
    assertThat(e).hasMessageNotContaining(password);
    return e;
  }

  @Test
  void lists_the_hosts_of_all_pages_and_ends_its_session() throws Exception {
    VSphereInventory inventory = vcenters(VCenterOverHttps.PASSWORD).hosts(pinned());

    assertThat(inventory.fullName()).isEqualTo("VMware vCenter Server 7.0.3 build-20051473");
    assertThat(inventory.hosts())
        .extracting(VSphereHost::name)
        .containsExactly("esx-a.example.org", "esx-b.example.org", "esx-c.example.org");
    assertThat(server.openSessions()).isZero();
  }

  @Test
  void speaks_the_version_that_the_vcenter_told() throws Exception {
    vcenters(VCenterOverHttps.PASSWORD).hosts(pinned());

    assertThat(server.actions()).contains("urn:vim25/5.0", "urn:vim25/7.0.3.0");
  }

  @Test
  void a_wrong_password_is_a_matter_of_auth_and_is_not_repeated_in_words() {
    UnreachableException e = refusal(pinned(), "wrong-" + System.nanoTime());

    assertThat(e.reason()).isEqualTo(Reason.AUTH);
    assertThat(e).hasMessageContaining("InvalidLogin");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused_with_its_fingerprint() {
    UnreachableException e =
        refusal(
            target("127.0.0.1", server.port(), new CertificateTrust.ByAuthority()),
            VCenterOverHttps.PASSWORD);

    assertThat(e.reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(e).hasMessageContaining(server.fingerprint());
  }

  @Test
  void a_certificate_other_than_the_pinned_one_is_refused_before_the_password_is_sent() {
    int before = server.logins();

    UnreachableException e =
        refusal(
            target("127.0.0.1", server.port(), new CertificateTrust.Pinned("ab".repeat(32))),
            VCenterOverHttps.PASSWORD);

    assertThat(e.reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(server.logins()).isEqualTo(before);
  }

  @Test
  void a_closed_port_is_refused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    UnreachableException e =
        refusal(target("127.0.0.1", port, new CertificateTrust.ByAuthority()), "secret-word");

    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
  }

  @Test
  void a_server_that_takes_the_connection_and_says_nothing_does_not_speak_the_protocol()
      throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      UnreachableException e =
          refusal(
              target("127.0.0.1", socket.getLocalPort(), new CertificateTrust.ByAuthority()),
              "secret-word");

      assertThat(e.reason()).isEqualTo(Reason.PROTOCOL);
    }
  }

  @Test
  void a_name_that_does_not_resolve_is_named() {
    UnreachableException e =
        refusal(target("vcenter.invalid", 443, new CertificateTrust.ByAuthority()), "secret-word");

    assertThat(e.reason()).isEqualTo(Reason.NAME);
  }

  @Test
  void a_fault_after_the_login_says_what_the_vcenter_said() {
    server.denyPropertiesOnce();

    assertThatThrownBy(() -> vcenters(VCenterOverHttps.PASSWORD).hosts(pinned()))
        .isInstanceOf(VSphereException.class)
        .hasMessageContaining("NoPermission")
        .hasMessageContaining("Read-only");
  }

  @Test
  void a_fingerprint_may_have_colons_and_upper_case() {
    assertThat(new CertificateTrust.Pinned("AB:".repeat(31) + "AB"))
        .isEqualTo(new CertificateTrust.Pinned("ab".repeat(32)));
    assertThatThrownBy(() -> new CertificateTrust.Pinned("ab:cd"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
