package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.ssh.KnownHosts.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
  private static final HostAddress ESX = HostAddress.parse("esx1.example.org");
  private static final HostAddress ESX_2222 = HostAddress.parse("esx1.example.org:2222");
  private static final HostKey KEY = key("ssh-ed25519", 1);
  private static final HostKey OTHER = key("ssh-ed25519", 2);
  private static final HostKey RSA = key("ssh-rsa", 3);

  private static HostKey key(String type, int seed) {
    byte[] wire = new byte[4 + type.length() + 36];
    wire[3] = (byte) type.length();
    for (int i = 0; i < type.length(); i++) {
      wire[4 + i] = (byte) type.charAt(i);
    }
    wire[4 + type.length() + 3] = 32;
    wire[wire.length - 1] = (byte) seed;
    return new HostKey(type, Base64.getEncoder().encodeToString(wire));
  }

  private static String line(String hosts, HostKey key) {
    return hosts + " " + key.type() + " " + key.base64() + "\n";
  }

  private static Verdict check(String text, HostAddress address, HostKey key) {
    return KnownHosts.parse(text).check(address, key);
  }

  @Test
  void knows_a_host_by_its_name() {
    String text = "# a comment\n\n" + line("esx0,esx1.example.org", KEY);
    assertThat(check(text, ESX, KEY)).isEqualTo(new Verdict.Known());
    assertThat(check(text, ESX, OTHER)).isInstanceOf(Verdict.Changed.class);
    assertThat(check(text, ESX_2222, KEY)).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void knows_a_host_on_another_port_by_name_in_brackets_and_port() {
    String text = line("[esx1.example.org]:2222", KEY);
    assertThat(check(text, ESX_2222, KEY)).isEqualTo(new Verdict.Known());
    assertThat(check(text, ESX, KEY)).isEqualTo(new Verdict.Unknown());
    assertThat(check(line("[::1]:2222", KEY), HostAddress.parse("[0:0::1]:2222"), KEY))
        .isEqualTo(new Verdict.Known());
    assertThat(check(line("::1", KEY), HostAddress.parse("[::1]"), KEY))
        .isEqualTo(new Verdict.Known());
  }

  @Test
  void knows_hosts_by_pattern_and_not_those_that_are_negated() {
    String text = line("*.example.org,!esx2.example.org,192.0.2.?", KEY);
    assertThat(check(text, ESX, KEY)).isEqualTo(new Verdict.Known());
    assertThat(check(text, HostAddress.parse("ESX1.EXAMPLE.ORG"), KEY))
        .isEqualTo(new Verdict.Known());
    assertThat(check(text, HostAddress.parse("192.0.2.7"), KEY)).isEqualTo(new Verdict.Known());
    assertThat(check(text, HostAddress.parse("192.0.2.77"), KEY)).isEqualTo(new Verdict.Unknown());
    assertThat(check(text, HostAddress.parse("esx2.example.org"), KEY))
        .isEqualTo(new Verdict.Unknown());
    assertThat(check(text, HostAddress.parse("esx1xexample.org"), KEY))
        .isEqualTo(new Verdict.Unknown());
  }

  @Test
  void knows_a_host_whose_name_is_hashed_by_ssh_keygen(@TempDir Path folder) throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ssh-keygen")),
        "rule needs-openssh: this test has ssh-keygen hash a file, and it is missing");
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, line("esx1.example.org", KEY) + line("[esx1.example.org]:2222", OTHER));
    int exit =
        new ProcessBuilder("ssh-keygen", "-H", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(exit).isZero();
    String hashed = Files.readString(file);
    assertThat(hashed).doesNotContain("esx1").contains("|1|");
    assertThat(check(hashed, ESX, KEY)).isEqualTo(new Verdict.Known());
    assertThat(check(hashed, ESX_2222, OTHER)).isEqualTo(new Verdict.Known());
    assertThat(check(hashed, ESX_2222, KEY)).isInstanceOf(Verdict.Changed.class);
    assertThat(check(hashed, HostAddress.parse("esx2"), KEY)).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void a_key_of_another_type_is_a_changed_key_too() {
    assertThat(check(line("esx1.example.org", RSA), ESX, KEY)).isInstanceOf(Verdict.Changed.class);
  }

  @Test
  void asks_first_for_the_types_it_knows() {
    String text = line("esx1.example.org", RSA) + line("*", KEY) + "@revoked " + line("*", OTHER);
    assertThat(KnownHosts.parse(text).knownTypes(ESX)).containsExactly("ssh-rsa", "ssh-ed25519");
  }

  @Test
  void a_revoked_key_is_refused_even_where_it_is_known() {
    String text = line("esx1.example.org", KEY) + "@revoked " + line("*", KEY);
    assertThat(check(text, ESX, KEY))
        .isInstanceOfSatisfying(Verdict.Revoked.class, r -> assertThat(r.by().line()).isEqualTo(2));
  }

  @Test
  void a_certificate_authority_is_not_taken_for_the_hosts_key() {
    String text = "@cert-authority " + line("*.example.org", KEY);
    assertThat(check(text, ESX, KEY)).isInstanceOf(Verdict.AuthorityOnly.class);
    assertThat(check(text + line("esx1.example.org", KEY), ESX, KEY))
        .isEqualTo(new Verdict.Known());
  }

  @Test
  void counts_lines_it_cannot_read_and_reads_on() {
    String text =
        "esx1.example.org\n"
            + "esx1.example.org ssh-ed25519 !!!\n"
            + "esx1.example.org ssh-rsa "
            + KEY.base64()
            + "\n|1|AAAA|BBBB ssh-ed25519 "
            + KEY.base64()
            + "\n"
            + line("esx1.example.org", KEY);
    KnownHosts known = KnownHosts.parse(text);
    assertThat(known.unread()).containsExactly(1, 2, 3, 4);
    assertThat(known.check(ESX, KEY)).isEqualTo(new Verdict.Known());
  }

  @Property
  void no_text_makes_it_throw(@ForAll String text) {
    assertThat(check(text, ESX, KEY)).isNotNull();
    assertThat(check("@revoked " + text + " ssh-rsa " + RSA.base64(), ESX, RSA)).isNotNull();
  }

  @Test
  void fingerprints_are_those_of_ssh_keygen() {
    HostKey github =
        new HostKey(
            "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
    // GitHub publishes both the key and this fingerprint of it.
    assertThat(github.fingerprint())
        .isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
  }

  @Test
  void trusts_a_key_once_and_in_a_file_of_our_own(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("known_hosts");
    KnownHostsFile file = new KnownHostsFile(path);
    assertThat(file.trust(ESX_2222, KEY)).isEqualTo(new Verdict.Unknown());
    assertThat(Files.readString(path)).isEqualTo(line("[esx1.example.org]:2222", KEY));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(file.trust(ESX_2222, KEY)).isEqualTo(new Verdict.Known());
    assertThat(file.trust(ESX_2222, OTHER)).isInstanceOf(Verdict.Changed.class);
    assertThat(file.read().entries()).hasSize(1);
  }

  @Test
  void appends_after_a_last_line_without_a_newline(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("known_hosts");
    Files.writeString(path, line("other", OTHER).strip());
    assertThat(new KnownHostsFile(path).trust(ESX, KEY)).isEqualTo(new Verdict.Unknown());
    assertThat(Files.readString(path))
        .isEqualTo(line("other", OTHER) + line("esx1.example.org", KEY));
  }

  @Test
  void loses_no_key_when_many_hosts_are_trusted_at_once(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("known_hosts");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Verdict>> tasks =
          IntStream.range(0, 100)
              .<Callable<Verdict>>mapToObj(
                  i ->
                      () ->
                          new KnownHostsFile(path)
                              .trust(
                                  new HostAddress("esx" + i % 50, 22), key("ssh-ed25519", i % 50)))
              .toList();
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isIn(new Verdict.Known(), new Verdict.Unknown());
      }
    }
    KnownHosts known = new KnownHostsFile(path).read();
    assertThat(known.unread()).isEmpty();
    assertThat(known.entries()).hasSize(50);
  }
}
