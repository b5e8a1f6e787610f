package dev.vireo.hypervisor.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @TempDir Path folder;
  private Path allowed;

  @BeforeEach
  void prepare() throws IOException {
    allowed = Files.createDirectory(folder.resolve("allowed"));
  }

  private static Path write(Path file, String text, String mode) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private String read(String ref) throws CredentialException {
    Credentials credentials =
        new Credentials(
            new CredentialFiles(List.of(folder.resolve("missing"), allowed)),
            Map.of("VIREO_CREDENTIAL_A", "from env", "VIREO_CREDENTIAL_EMPTY", ""),
            Optional.of(
                path ->
                    switch (path) {
                      case "hosts/esx1" ->
                          new VaultAnswer.Fields(Map.of("password", "from vault", "empty", ""));
                      case "denied" -> new VaultAnswer.Denied();
                      case "sealed" -> new VaultAnswer.Sealed();
                      case "down" -> new VaultAnswer.Unreachable("connection refused");
                      case "unset" -> new VaultAnswer.NotSetUp("no token");
                      case "odd" -> new VaultAnswer.Unexpected("status 500");
                      default -> new VaultAnswer.Nothing();
                    }));
    try (Secret secret = credentials.secret(CredentialRef.parse(CredentialKind.PASSWORD, ref))) {
      return secret.text();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void reads_a_file_that_only_we_can_read(String mode) throws Exception {
    Path file = write(allowed.resolve("a"), "secret\n", mode);
    assertThat(read("file:a")).isEqualTo("secret");
    assertThat(read("file:" + file)).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rwx------", "rw----r--"})
  void refuses_a_file_that_others_can_read_and_says_the_chmod_to_run(String mode) throws Exception {
    Path file = write(allowed.resolve("it's"), "secret", mode);
    assertThatThrownBy(() -> read("file:it's"))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("mode " + mode)
        .hasMessageContaining("chmod 600 '" + file.toString().replace("'", "'\\''") + "'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refuses_a_file_outside_of_the_credential_directories() throws Exception {
    Path outside = write(folder.resolve("outside"), "secret", "rw-------");
    assertThatThrownBy(() -> read("file:" + outside)).hasMessageContaining("lies outside");
  }

  @Test
  void refuses_a_link_that_leads_outside() throws Exception {
    Path outside = write(folder.resolve("outside"), "secret", "rw-------");
    Files.createSymbolicLink(allowed.resolve("link"), outside);
    assertThatThrownBy(() -> read("file:link")).hasMessageContaining("lies outside");
  }

  @Test
  void refuses_a_directory_that_only_begins_like_an_allowed_one() throws Exception {
    Path sibling = Files.createDirectory(folder.resolve("allowed-not"));
    Path file = write(sibling.resolve("a"), "secret", "rw-------");
    assertThatThrownBy(() -> read("file:" + file)).hasMessageContaining("lies outside");
  }

  @Test
  void follows_a_link_that_stays_inside() throws Exception {
    write(allowed.resolve("v1"), "secret", "rw-------");
    Files.createSymbolicLink(allowed.resolve("current"), Path.of("v1"));
    assertThat(read("file:current")).isEqualTo("secret");
  }

  @Test
  void refuses_what_is_no_file_an_empty_file_and_a_large_one() throws Exception {
    Files.createDirectory(allowed.resolve("dir"));
    write(allowed.resolve("empty"), "", "rw-------");
    write(allowed.resolve("large"), "x".repeat(64 * 1024 + 1), "rw-------");
    assertThatThrownBy(() -> read("file:dir")).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> read("file:empty")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> read("file:large")).hasMessageContaining("larger than 64 KiB");
    assertThatThrownBy(() -> read("file:none")).hasMessageContaining("no such file in");
  }

  @Test
  void says_where_no_credential_directory_exists() {
    Credentials none = new Credentials(CredentialFiles.none(), Map.of(), Optional.empty());
    assertThatThrownBy(() -> none.secret(CredentialRef.parse(CredentialKind.PASSWORD, "file:a")))
        .hasMessageContaining("no credential directory");
    assertThatThrownBy(() -> none.secret(CredentialRef.parse(CredentialKind.PASSWORD, "vault:a#b")))
        .hasMessageContaining("told of no Vault")
        .hasMessageContaining("VAULT_ADDR");
  }

  @Test
  void reads_the_environment() throws Exception {
    assertThat(read("env:VIREO_CREDENTIAL_A")).isEqualTo("from env");
    assertThatThrownBy(() -> read("env:VIREO_CREDENTIAL_B")).hasMessageContaining("is not set");
    assertThatThrownBy(() -> read("env:VIREO_CREDENTIAL_EMPTY")).hasMessageContaining("is empty");
  }

  @Test
  void reads_the_vault() throws Exception {
    assertThat(read("vault:hosts/esx1#password")).isEqualTo("from vault");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "vault:hosts/esx1#key | no field key that holds text | vault kv patch",
        "vault:hosts/esx1#empty | field empty of the secret is empty | vault kv patch",
        "vault:hosts/esx2#key | no secret at this path (404) | VIREO_VAULT_MOUNT",
        "vault:denied#key | denies permission (403) | policy",
        "vault:sealed#key | sealed (503) | vault operator unseal",
        "vault:down#key | not reached: connection refused | check VAULT_ADDR",
        "vault:unset#key | cannot be asked: no token | Vault settings",
        "vault:odd#key | did not give the secret: status 500 | Vault's own log",
      })
  void says_why_the_vault_gave_nothing_and_what_to_do(String ref, String seen, String remedy) {
    assertThatThrownBy(() -> read(ref))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(ref)
        .hasMessageContaining(seen)
        .hasMessageContaining(remedy)
        .hasMessageNotContaining("from vault");
  }

  @Test
  void an_answer_of_the_vault_prints_the_names_of_its_fields_only() {
    assertThat(new VaultAnswer.Fields(Map.of("password", "s3cret", "key", "k3y")))
        .hasToString("Fields[key, password]");
  }

  @Test
  void a_secret_does_not_print_and_can_be_wiped() {
    byte[] bytes = {'a', 'b'};
    Secret secret = Secret.owning(bytes);
    assertThat(secret).hasToString("***");
    assertThat(secret.text()).isEqualTo("ab");
    secret.close();
    assertThat(bytes).containsOnly(0);
    assertThatThrownBy(secret::text).hasMessageContaining("wiped");
    assertThatThrownBy(secret::bytes).hasMessageContaining("wiped");
  }

  @Test
  void only_the_one_newline_that_ends_a_file_is_left_out() {
    assertThat(Secret.of("a\n").text()).isEqualTo("a");
    assertThat(Secret.of("a\r\n").text()).isEqualTo("a");
    assertThat(Secret.of("a\n\n").text()).isEqualTo("a\n");
    assertThat(Secret.of(" a ").text()).isEqualTo(" a ");
  }
}
