package dev.vireo.hypervisor.proxmox;

import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.hypervisor.ApiUser;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.tls.CertificateTrust;

/**
 * The API of a node of Proxmox VE, and how to log in to it.
 *
 * @param address of its HTTPS port, usually 8006
 * @param user an account, which takes a ticket; or an API token, which needs none (release 6.2)
 * @param credential reference to the account's password, or to the token's secret
 */
public record ProxmoxTarget(
    HostAddress address, ApiUser user, CredentialRef credential, CertificateTrust certificate) {

  /** The port of its API. */
  public static final int PORT = 8006;

  public ProxmoxTarget {
    if (credential.kind() != CredentialKind.PASSWORD) {
      throw new IllegalArgumentException(
          "an API takes a password or a token's secret, not " + credential.kind());
    }
  }

  /**
   * The target of an access as it is registered.
   *
   * @throws IllegalArgumentException where a part is malformed, which the inventory refuses to
   *     register
   */
  public static ProxmoxTarget of(ApiAccess api) {
    String fingerprint = api.certificateSha256();
    return new ProxmoxTarget(
        HostAddress.parse(api.address(), PORT),
        new ApiUser(api.user()),
        CredentialRef.parse(CredentialKind.PASSWORD, api.credential()),
        fingerprint == null
            ? new CertificateTrust.ByAuthority()
            : new CertificateTrust.Pinned(fingerprint));
  }
}
