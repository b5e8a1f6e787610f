package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.hypervisor.Eventually;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in to a real sshd by each kind of key, and by the agent. */
class IdentitiesTest {
  @TempDir Path folder;
  private OpenSshServer server;

  @BeforeEach
  void start() throws Exception {
    server = OpenSshServer.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private SshTarget target(CredentialRef... credentials) {
    return target(Optional.empty(), credentials);
  }

  private SshTarget target(Optional<CredentialRef> passphrase, CredentialRef... credentials) {
    SshTarget any = server.target();
    return new SshTarget(
        any.address(),
        any.user(),
        List.of(credentials),
        passphrase,
        any.hostKeys(),
        any.crypto(),
        any.timeouts());
  }

  private static CredentialRef key(String name) {
    return CredentialRef.parse(CredentialKind.PRIVATE_KEY, "file:" + name);
  }

  private void authorize(String name) throws Exception {
    Files.writeString(
        folder.resolve("authorized_keys"),
        Files.readString(folder.resolve(name + ".pub")),
        StandardOpenOption.APPEND);
  }

  private void logsIn(SshOptions options, SshTarget target) throws Exception {
    try (SshHosts hosts = new SshHosts(server.credentials(), options)) {
      assertThat(
              hosts.connect(target).run(Script.of(Step.of("a", "echo", "in"))).result("a").stdout())
          .isEqualTo("in\n");
    }
  }

  private UnreachableException refused(SshOptions options, SshTarget target) {
    try (SshHosts hosts = new SshHosts(server.credentials(), options)) {
      UnreachableException e =
          catchThrowableOfType(UnreachableException.class, () -> hosts.connect(target));
      assertThat(e.reason()).isEqualTo(Reason.AUTH);
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void logs_in_by_a_key_that_ssh_keygen_made(String type) throws Exception {
    server.keygen("key", type);
    authorize("key");
    logsIn(SshOptions.DEFAULT, target(key("key")));
  }

  @Test
  void logs_in_by_an_rsa_key_in_pem_form() throws Exception {
    server.keygen("pem", "rsa", "-m", "PEM", "-N", "");
    authorize("pem");
    assertThat(Files.readString(folder.resolve("pem"))).contains("BEGIN RSA PRIVATE KEY");
    logsIn(SshOptions.DEFAULT, target(key("pem")));
  }

  @Test
  void tries_the_next_key_where_the_first_is_not_accepted() throws Exception {
    server.keygen("stranger", "ed25519");
    logsIn(SshOptions.DEFAULT, target(key("stranger"), key("user_ed25519")));
  }

  @Test
  void key_that_is_not_accepted_is_said_with_what_the_host_takes() throws Exception {
    server.keygen("stranger", "ed25519");
    assertThat(refused(SshOptions.DEFAULT, target(key("stranger"))))
        .hasMessageContaining("file:stranger")
        .hasMessageContaining("takes publickey");
  }

  private Optional<CredentialRef> passphrase(String name, String text) throws Exception {
    Path file = Files.createFile(folder.resolve(name));
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, text);
    return Optional.of(CredentialRef.parse(CredentialKind.PASSPHRASE, "file:" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void logs_in_by_a_locked_key_and_its_passphrase(String type) throws Exception {
    server.keygen("locked", type, "-N", "open sesame ü");
    authorize("locked");
    assertThat(Files.readString(folder.resolve("locked"))).contains("BEGIN OPENSSH PRIVATE KEY");
    logsIn(SshOptions.DEFAULT, target(passphrase("words", "open sesame ü\n"), key("locked")));
  }

  @Test
  void logs_in_by_a_locked_key_in_pem_form() throws Exception {
    server.keygen("locked", "rsa", "-m", "PEM", "-N", "open sesame");
    authorize("locked");
    assertThat(Files.readString(folder.resolve("locked"))).contains("Proc-Type: 4,ENCRYPTED");
    logsIn(SshOptions.DEFAULT, target(passphrase("words", "open sesame"), key("locked")));
  }

  @Test
  void passphrase_of_a_key_that_has_none_is_not_looked_at() throws Exception {
    logsIn(
        SshOptions.DEFAULT,
        target(
            Optional.of(CredentialRef.parse(CredentialKind.PASSPHRASE, "file:not-there")),
            key("user_ed25519")));
  }

  @Test
  void locked_key_without_a_passphrase_is_refused_with_a_way_out() throws Exception {
    server.keygen("locked", "ed25519", "-N", "open sesame");
    assertThat(refused(SshOptions.DEFAULT, target(key("locked"))))
        .hasMessageContaining("protected by a passphrase, and none is given")
        .hasMessageContaining("--passphrase-file")
        .hasMessageContaining("agent:")
        .hasMessageNotContaining("BEGIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa"})
  void wrong_passphrase_is_said_and_not_shown(String type) throws Exception {
    server.keygen("locked", type, "-N", "open sesame");
    authorize("locked");
    assertThat(
            refused(SshOptions.DEFAULT, target(passphrase("words", "open barley"), key("locked"))))
        .hasMessageContaining("file:locked with the passphrase file:words")
        .hasMessageContaining("does not open it")
        .hasMessageNotContaining("barley")
        .hasMessageNotContaining("BEGIN");
  }

  @Test
  void passphrase_that_cannot_be_had_is_said_by_its_reference() throws Exception {
    server.keygen("locked", "ed25519", "-N", "open sesame");
    assertThat(
            refused(
                SshOptions.DEFAULT,
                target(
                    Optional.of(CredentialRef.parse(CredentialKind.PASSPHRASE, "file:not-there")),
                    key("locked"))))
        .hasMessageContaining("file:not-there")
        .hasMessageContaining("no such file");
  }

  @Test
  void public_half_of_a_key_is_refused() throws Exception {
    Path half = Files.createFile(folder.resolve("half"));
    Files.setPosixFilePermissions(
        half, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(half, Files.readString(folder.resolve("user_ed25519.pub")));
    assertThat(refused(SshOptions.DEFAULT, target(key("half"))))
        .hasMessageContaining("no private key");
  }

  @Test
  void key_file_that_others_can_read_is_refused_with_the_chmod_to_run() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("user_ed25519"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(refused(SshOptions.DEFAULT, target(key("user_ed25519"))))
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void logs_in_by_a_key_that_only_the_agent_has(String type) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ssh-agent")),
        "rule needs-openssh: this test talks to a real ssh-agent, and it is missing");
    server.keygen("key", type);
    authorize("key");
    Path socket = folder.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Eventually.until("the agent listens", () -> Files.exists(socket));
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", folder.resolve("key").toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.inheritIO().start().waitFor()).isZero();
      Files.delete(folder.resolve("key"));
      SshOptions options =
          SshOptions.DEFAULT.withAgentOf(Map.of("SSH_AUTH_SOCK", socket.toString()));
      logsIn(options, target(new CredentialRef.InAgent()));
      // Whoever refers to a file is not let in by the agent's keys.
      server.keygen("stranger", "ed25519");
      assertThat(refused(options, target(key("stranger")))).isNotNull();
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  @Test
  void agent_that_is_not_there_is_said() {
    assertThat(refused(SshOptions.DEFAULT, target(new CredentialRef.InAgent())))
        .hasMessageContaining("SSH_AUTH_SOCK is not set");
    SshOptions gone =
        SshOptions.DEFAULT.withAgentOf(
            Map.of("SSH_AUTH_SOCK", folder.resolve("no-agent").toString()));
    assertThat(refused(gone, target(new CredentialRef.InAgent())))
        .hasMessageContaining("no-agent does not exist");
  }
}
