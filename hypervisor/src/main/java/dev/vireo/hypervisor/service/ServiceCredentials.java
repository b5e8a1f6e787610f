package dev.vireo.hypervisor.service;

import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.credential.RecentAnswers;
import dev.vireo.hypervisor.credential.VaultReader;
import io.quarkus.vault.client.VaultClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The places in which a service looks for secrets: its folder, its environment, and Vault where it
 * is told of one. Vault's client is made at the first reference that leads there, not before.
 */
@ApplicationScoped
class ServiceCredentials {

  /**
   * Where secrets come from.
   *
   * @param vaultToken reference to the token for Vault; absent: it logs in as Quarkus is set up to
   */
  @Produces
  @Singleton
  CredentialProvider credentials(
      @ConfigProperty(name = "vireo.credentials-dir") Path folder,
      @ConfigProperty(name = "quarkus.vault.url") Optional<URI> vaultAddress,
      @ConfigProperty(name = "quarkus.vault.kv-secret-engine-mount-path") String mount,
      @ConfigProperty(name = "vireo.vault.token") Optional<String> vaultToken,
      @ConfigProperty(name = "vireo.vault.keep") Duration keep,
      Instance<VaultClient> client) {
    CredentialFiles files = new CredentialFiles(List.of(folder));
    CredentialProvider local = Credentials.of(files);
    Optional<VaultReader> vault =
        vaultAddress.map(
            address ->
                new RecentAnswers(
                    new KeyValueVault(
                        address,
                        mount,
                        client::get,
                        vaultToken.map(ServiceCredentials::tokenReference),
                        local),
                    keep,
                    InstantSource.system()));
    return new Credentials(files, System.getenv(), vault);
  }

  private static CredentialRef tokenReference(String text) {
    CredentialRef ref;
    try {
      ref = CredentialRef.parse(CredentialKind.PASSWORD, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "VIREO_VAULT_TOKEN (a token itself goes into VAULT_TOKEN): " + e.getMessage(), e);
    }
    if (ref instanceof CredentialRef.InVault) {
      throw new IllegalArgumentException(
          "VIREO_VAULT_TOKEN is "
              + text
              + ": Vault cannot hold the token that opens it; use file: or env:");
    }
    return ref;
  }
}
