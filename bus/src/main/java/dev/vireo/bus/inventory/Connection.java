package dev.vireo.bus.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How a host is reached. It holds references to secrets, never secrets.
 *
 * @param address {@code name}, {@code name:port}, {@code [v6]:port}; port 22 if none is given
 * @param user the account, such as {@code root}
 * @param credentialKind what the reference leads to
 * @param credential the reference, such as {@code file:esx-01.password}, {@code
 *     env:VIREO_CREDENTIAL_ESX}, {@code vault:estate/esx#password} or {@code agent:}
 * @param hostKeys how its key is judged; strictly if absent
 * @param crypto which algorithms may be spoken; modern ones if absent
 * @param passphrase reference to the passphrase of the private key, in the same forms except {@code
 *     agent:}; absent: the key has none. Other kinds of credential take none
 * @param api the host's API over HTTPS, by which its containers are worked on where it is given;
 *     absent: they are worked on by SSH
 */
public record Connection(
    String address,
    String user,
    CredentialKind credentialKind,
    String credential,
    @Nullable HostKeyTrust hostKeys,
    @Nullable Crypto crypto,
    @Nullable String passphrase,
    @Nullable ApiAccess api) {

  /** Without an API. */
  public Connection(
      String address,
      String user,
      CredentialKind credentialKind,
      String credential,
      @Nullable HostKeyTrust hostKeys,
      @Nullable Crypto crypto,
      @Nullable String passphrase) {
    this(address, user, credentialKind, credential, hostKeys, crypto, passphrase, null);
  }

  /** With a credential that takes no passphrase. */
  public Connection(
      String address,
      String user,
      CredentialKind credentialKind,
      String credential,
      @Nullable HostKeyTrust hostKeys,
      @Nullable Crypto crypto) {
    this(address, user, credentialKind, credential, hostKeys, crypto, null, null);
  }

  /** The same with another API, or none. */
  public Connection with(@Nullable ApiAccess other) {
    return new Connection(
        address, user, credentialKind, credential, hostKeys, crypto, passphrase, other);
  }

  /** How its key is judged: what was asked, or strictly. */
  public HostKeyTrust trust() {
    return hostKeys == null ? HostKeyTrust.STRICT : hostKeys;
  }

  /** Which algorithms may be spoken: what was asked, or modern ones. */
  public Crypto algorithms() {
    return crypto == null ? Crypto.MODERN : crypto;
  }
}
