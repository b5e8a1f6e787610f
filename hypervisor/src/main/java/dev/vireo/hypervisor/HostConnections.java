package dev.vireo.hypervisor;

import dev.vireo.bus.inventory.Connection;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.ssh.Crypto;
import dev.vireo.hypervisor.ssh.HostKeyPolicy;
import dev.vireo.hypervisor.ssh.SshTarget;
import dev.vireo.hypervisor.ssh.Timeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From how a host is registered to how it is reached by SSH.
 *
 * @param knownHosts the file that hosts' keys are looked up in and, on first use, written to
 * @param timeouts for each host
 */
public record HostConnections(Path knownHosts, Timeouts timeouts) {

  /**
   * The target of a registered connection.
   *
   * @throws IllegalArgumentException where address, user or credential reference is malformed,
   *     which the inventory refuses to register
   */
  public SshTarget target(Connection connection) {
    return new SshTarget(
        HostAddress.parse(connection.address()),
        connection.user(),
        List.of(CredentialRef.parse(kind(connection), connection.credential())),
        Optional.ofNullable(connection.passphrase())
            .map(reference -> CredentialRef.parse(CredentialKind.PASSPHRASE, reference)),
        switch (connection.trust()) {
          case STRICT -> new HostKeyPolicy.Strict(knownHosts);
          case TRUST_ON_FIRST_USE -> new HostKeyPolicy.TrustOnFirstUse(knownHosts);
        },
        switch (connection.algorithms()) {
          case MODERN -> Crypto.MODERN;
          case LEGACY -> Crypto.LEGACY;
        },
        timeouts);
  }

  private static CredentialKind kind(Connection connection) {
    return switch (connection.credentialKind()) {
      case PASSWORD -> CredentialKind.PASSWORD;
      case PRIVATE_KEY -> CredentialKind.PRIVATE_KEY;
      case AGENT -> CredentialKind.AGENT;
    };
  }
}
