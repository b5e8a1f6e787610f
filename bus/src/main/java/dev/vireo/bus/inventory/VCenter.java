package dev.vireo.bus.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A vCenter server to ask for its hosts.
 *
 * @param address name and HTTPS port; port 443 if none is given
 * @param user the account, such as {@code administrator@vsphere.local}
 * @param credential reference to its password
 * @param certificateSha256 the SHA-256 fingerprint of its certificate where no known authority has
 *     signed it, hex with or without colons; null: the chain is verified
 */
public record VCenter(
    String address, String user, String credential, @Nullable String certificateSha256) {}
