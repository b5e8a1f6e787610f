package dev.vireo.bus.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How the API of a host of Proxmox VE is reached. It holds a reference to a secret, never a secret.
 *
 * @param address name and HTTPS port; port 8006 if none is given
 * @param user the account with its realm, such as {@code root@pam}, which logs in with a password;
 *     or an API token, such as {@code root@pam!vireo}
 * @param credential reference to the account's password, or to the token's secret
 * @param certificateSha256 the SHA-256 fingerprint of its certificate where no known authority has
 *     signed it, hex with or without colons; absent: the chain is verified
 */
public record ApiAccess(
    String address, String user, String credential, @Nullable String certificateSha256) {}
