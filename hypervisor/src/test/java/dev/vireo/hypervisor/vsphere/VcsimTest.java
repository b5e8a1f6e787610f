package dev.vireo.hypervisor.vsphere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.tls.CertificateTrust;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against govmomi's own vCenter, built with Debian's packages {@code golang-go} and {@code
 * golang-github-vmware-govmomi-dev}.
 */
@Tag("long")
class VcsimTest {

  private static final Path GOVMOMI =
      Path.of("/usr/share/gocode/src/github.com/vmware/govmomi/simulator");
  private static final Path GO = Path.of("/usr/bin/go");
  private static final String USER = "user";
  private static final String PASSWORD = "pass";

  private static Process vcsim;
  private static VCenterTarget target;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(GO) && Files.isDirectory(GOVMOMI),
        "rule needs-vcsim: golang-go and golang-github-vmware-govmomi-dev are not installed");
    Path binary = build(folder);
    vcsim =
        new ProcessBuilder(binary.toString(), folder.resolve("cert.pem").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = vcsim.inputReader(UTF_8);
    URI url = URI.create(said.readLine());
    target =
        new VCenterTarget(
            new HostAddress(url.getHost(), url.getPort()),
            USER,
            CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_VCSIM"),
            new CertificateTrust.Pinned(fingerprint(folder.resolve("cert.pem"))));
  }

  private static Path build(Path folder) throws Exception {
    Path source = folder.resolve("main.go");
    try (InputStream in = VcsimTest.class.getResourceAsStream("vcsim.go.txt")) {
      Files.write(source, in.readAllBytes());
    }
    Path binary = folder.resolve("vcsim");
    ProcessBuilder builder =
        new ProcessBuilder(GO.toString(), "build", "-o", binary.toString(), source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", "/usr/share/gocode");
    builder.environment().put("GOCACHE", folder.resolve("cache").toString());
    Process go = builder.start();
    String said = new String(go.getInputStream().readAllBytes(), UTF_8);
    assertThat(go.waitFor()).as(said).isZero();
    return binary;
  }

  private static String fingerprint(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (vcsim != null) {
      vcsim.destroy();
      assertThat(vcsim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void finds_the_hosts_of_a_cluster_and_the_one_beside_it_with_their_versions() throws Exception {
    VSphereInventory inventory = new VCenters(ref -> Secret.of(PASSWORD)).hosts(target);

    assertThat(inventory.fullName()).startsWith("VMware vCenter Server");
    assertThat(inventory.hosts()).extracting(VSphereHost::name).contains("DC0_H0", "DC0_C0_H0");
    assertThat(inventory.hosts())
        .allSatisfy(
            host -> {
              assertThat(host.fullName()).startsWith("VMware ESXi");
              assertThat(host.version()).matches("[0-9.]+");
              assertThat(host.build()).matches("[0-9]+");
              assertThat(host.connection()).isEqualTo("connected");
            });
  }

  @Test
  void a_wrong_password_is_a_matter_of_auth() {
    UnreachableException e =
        catchThrowableOfType(
            UnreachableException.class, () -> new VCenters(ref -> Secret.of("no")).hosts(target));

    assertThat(e.reason()).isEqualTo(Reason.AUTH);
  }
}
