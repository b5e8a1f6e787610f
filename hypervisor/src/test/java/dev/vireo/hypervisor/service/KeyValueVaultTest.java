package dev.vireo.hypervisor.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.credential.VaultAnswer;
import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.VaultClientException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it says without a vault; with one, the services' tests of the same wiring hold it. */
class KeyValueVaultTest {
  private static final URI ADDRESS = URI.create("https://vault.example.org:8200");

  private static VaultAnswer ask(URI address, Supplier<VaultClient> client) {
    return new KeyValueVault(
            address, "secret", client, Optional.empty(), Credentials.of(CredentialFiles.none()))
        .read("a");
  }

  private static VaultClient unasked() {
    throw new AssertionError("no client may be made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://vault.example.org:8200", "http://10.1.2.3", "ftp://vault"})
  void sends_no_token_in_clear_to_another_machine(String address) {
    assertThat(ask(URI.create(address), KeyValueVaultTest::unasked))
        .isInstanceOfSatisfying(
            VaultAnswer.NotSetUp.class, a -> assertThat(a.seen()).contains(address, "not https"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8200", "http://localhost:8200", "http://[::1]", "HTTPS://vault"})
  void asks_this_machine_without_tls_and_others_with_it(String address) {
    assertThat(
            ask(
                URI.create(address),
                () -> {
                  throw new IllegalStateException("token hvs.abc");
                }))
        .isInstanceOfSatisfying(
            VaultAnswer.NotSetUp.class,
            a ->
                assertThat(a.seen())
                    .contains("could not be made (IllegalStateException)", "VAULT_TOKEN")
                    .doesNotContain("hvs"));
  }

  @Test
  void a_certificate_that_is_not_trusted_is_said() {
    Throwable failure =
        new ExecutionException(
            new CompletionException(
                new IOException(new SSLHandshakeException("unable to find valid path"))));
    assertThat(KeyValueVault.answer(ADDRESS, failure))
        .isEqualTo(
            new VaultAnswer.Unreachable(
                "no TLS with https://vault.example.org:8200: unable to find valid path"));
  }

  @Test
  void a_failure_that_may_quote_the_secret_is_named_by_its_class_only() {
    assertThat(KeyValueVault.answer(ADDRESS, new IllegalArgumentException("s3cret")))
        .hasToString(
            "Unexpected[seen=the client failed on the answer of https://vault.example.org:8200"
                + " with IllegalArgumentException]");
    assertThat(
            KeyValueVault.answer(
                ADDRESS,
                new VaultClientException("read", "a", 200, List.of("not read: s3cret"), null)))
        .isInstanceOfSatisfying(
            VaultAnswer.Unexpected.class, a -> assertThat(a.seen()).doesNotContain("s3cret"));
  }

  @Test
  void a_vault_that_is_no_active_node_is_not_called_sealed() {
    assertThat(
            KeyValueVault.answer(
                ADDRESS, new VaultClientException("read", "a", 503, List.of("no leader"), null)))
        .isEqualTo(new VaultAnswer.Unexpected("status 503, it says: no leader"));
  }
}
