package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The service runs without a vault, and says so to whoever refers to one. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class UntoldVaultTest {

  @Inject CredentialProvider credentials;

  @Test
  void a_reference_to_a_vault_is_refused_with_how_to_tell_the_service_of_one() {
    CredentialRef ref = CredentialRef.parse(CredentialKind.PASSWORD, "vault:estate/esx#password");
    assertThatThrownBy(() -> credentials.secret(ref))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("told of no Vault")
        .hasMessageContaining("VAULT_ADDR");
  }
}
