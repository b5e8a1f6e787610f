package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as it runs, told of a vault over TLS by variables of its environment. */
@QuarkusTest
@WithTestResource(InventoryBackends.class)
@WithTestResource(VaultBackend.class)
class VaultCredentialsTest {

  @Inject CredentialProvider credentials;
  @Inject KafkaClient kafka;

  private @Nullable VaultOverHttps started;

  private VaultOverHttps vault() {
    return Objects.requireNonNull(started, "the test resource starts it");
  }

  @BeforeEach
  void writeToken() throws Exception {
    token(VaultOverHttps.TOKEN);
  }

  private void token(String token) throws Exception {
    Path folder =
        Path.of(ConfigProvider.getConfig().getValue("vireo.credentials-dir", String.class));
    Path file = folder.resolve(VaultBackend.TOKEN_FILE);
    Files.deleteIfExists(file);
    InventoryBackends.write(file, token);
    vault().accept(token);
  }

  private String read(String ref) throws CredentialException {
    try (Secret secret = credentials.secret(CredentialRef.parse(CredentialKind.PASSWORD, ref))) {
      return secret.text();
    }
  }

  private CredentialException refused(String ref) {
    return catchThrowableOfType(CredentialException.class, () -> read(ref));
  }

  @Test
  void a_field_is_read_with_the_token_of_the_file() throws Exception {
    assertThat(read("vault:estate/one/esx#password")).isEqualTo(HostOverSsh.PASSWORD);
    assertThat(read("vault:estate/one/esx#pin")).isEqualTo("4711");
    assertThat(vault().requestsFor("estate/one/esx"))
        .containsExactly(
            new VaultOverHttps.Request("/v1/secret/data/estate/one/esx", VaultOverHttps.TOKEN));
  }

  @Test
  void a_host_is_let_in_by_a_password_that_only_the_vault_holds(@TempDir Path folder)
      throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder);
        Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      Outcome outcome = bus.does(register("esx-vault", host, "vault:estate/esx-vault#password"));

      assertThat(outcome).isInstanceOf(CommandSucceeded.class);
      assertThat(bus.toldOf(HostRegistered.class, "esx-vault"))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.connection().credential())
                    .isEqualTo("vault:estate/esx-vault#password");
                assertThat(e.toString()).doesNotContain(HostOverSsh.PASSWORD);
              });
    }
  }

  @Test
  void a_host_whose_password_cannot_be_had_is_unreachable_with_the_reason(@TempDir Path folder)
      throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder);
        Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      Outcome outcome = bus.does(register("esx-sealed", host, "vault:sealed/esx#password"));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandFailed.class,
              e ->
                  assertThat(e.message())
                      .contains("AUTH", "vault:sealed/esx#password", "Vault is sealed"));
    }
  }

  private static RegisterHost register(String name, HostOverSsh host, String credential) {
    return new RegisterHost(
        name,
        new Connection(
            host.address(),
            "root",
            dev.vireo.bus.inventory.CredentialKind.PASSWORD,
            credential,
            HostKeyTrust.TRUST_ON_FIRST_USE,
            null),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "vault:sealed/a#password | Vault is sealed (503)",
        "vault:denied/a#password | denies permission (403)",
        "vault:none/a#password | no secret at this path (404)",
        "vault:deleted/a#password | no secret at this path (404)",
        "vault:estate/fields#other | no field other",
        "vault:estate/fields#more | no field more that holds text",
        "vault:estate/fields#empty | field empty of the secret is empty",
        "vault:broken/a#password | status 500, it says: 1 error occurred",
        "vault:odd/a#password | the answer is none of a version 2 key-value engine",
      })
  void what_the_vault_does_not_give_is_said_and_no_secret_with_it(String ref, String reason) {
    assertThat(refused(ref))
        .hasMessageContaining(ref)
        .hasMessageContaining(reason)
        .hasMessageNotContaining(HostOverSsh.PASSWORD)
        .hasMessageNotContaining("hvs.");
  }

  @Test
  void a_vault_that_is_away_is_said_and_seen_again_when_it_is_back() throws Exception {
    vault().down();
    try {
      assertThat(refused("vault:estate/away#password"))
          .hasMessageContaining("Vault was not reached")
          .hasMessageContaining(vault().url())
          .hasMessageContaining("check VAULT_ADDR");
    } finally {
      vault().up();
    }
    assertThat(read("vault:estate/away#password")).isEqualTo(HostOverSsh.PASSWORD);
  }

  @Test
  void a_secret_is_asked_for_once_within_its_time() throws Exception {
    assertThat(read("vault:estate/often#password")).isEqualTo(HostOverSsh.PASSWORD);
    assertThat(read("vault:estate/often#path")).isEqualTo("estate/often");
    assertThat(vault().requestsFor("estate/often")).hasSize(1);
  }

  @Test
  void a_token_that_was_renewed_is_used_from_then_on() throws Exception {
    vault().accept(VaultOverHttps.RENEWED_TOKEN);
    assertThat(refused("vault:estate/renewed#password")).hasMessageContaining("renew the token");
    token(VaultOverHttps.RENEWED_TOKEN);
    assertThat(read("vault:estate/renewed#password")).isEqualTo(HostOverSsh.PASSWORD);
  }

  @Test
  void a_token_that_cannot_be_had_is_said() throws Exception {
    Path folder =
        Path.of(ConfigProvider.getConfig().getValue("vireo.credentials-dir", String.class));
    Files.delete(folder.resolve(VaultBackend.TOKEN_FILE));
    assertThat(refused("vault:estate/tokenless#password"))
        .hasMessageContaining("its token cannot be had")
        .hasMessageContaining("file:vault.token");
    assertThat(vault().requestsFor("estate/tokenless")).isEmpty();
  }

  @Test
  void neither_secret_nor_token_is_logged_even_where_all_is() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    listener.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    Logger loud = Logger.getLogger("io.quarkus.vault");
    Level before = loud.getLevel();
    root.addHandler(listener);
    loud.setLevel(Level.ALL);
    try {
      loud.fine("the listener hears");
      assertThat(read("vault:estate/logged#password")).isEqualTo(HostOverSsh.PASSWORD);
      assertThat(refused("vault:denied/logged#password")).isNotNull();
    } finally {
      root.removeHandler(listener);
      loud.setLevel(before);
    }
    assertThat(lines).anyMatch(line -> line.contains("the listener hears"));
    assertThat(String.join("", lines)).doesNotContain(HostOverSsh.PASSWORD, "hvs.");
  }
}
