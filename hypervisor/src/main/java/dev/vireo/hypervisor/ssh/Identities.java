package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * What is offered to one host at login, fetched at the moment of use.
 *
 * <p>The library takes passwords as Strings, which cannot be wiped: they live as long as the
 * session that was opened with them.
 */
final class Identities {
  private final List<KeyPair> keys;
  private final List<String> passwords;

  private Identities(List<KeyPair> keys, List<String> passwords) {
    this.keys = List.copyOf(keys);
    this.passwords = List.copyOf(passwords);
  }

  /**
   * Fetches all credentials.
   *
   * @param passphrase fetched only where a key asks for it
   */
  static Identities fetch(
      List<CredentialRef> refs, Optional<CredentialRef> passphrase, CredentialProvider provider)
      throws CredentialException {
    List<KeyPair> keys = new ArrayList<>();
    List<String> passwords = new ArrayList<>();
    for (CredentialRef ref : refs) {
      switch (ref.kind()) {
        case AGENT -> {
          // The agent is asked by the library itself.
        }
        case PASSWORD -> {
          try (Secret secret = provider.secret(ref)) {
            passwords.add(secret.text());
          }
        }
        case PRIVATE_KEY ->
            keys.addAll(readKeys(ref, provider, new Passphrase(passphrase, provider)));
        case PASSPHRASE -> throw new IllegalArgumentException(ref.text() + " is no way to log in");
      }
    }
    return new Identities(keys, passwords);
  }

  private static List<KeyPair> readKeys(
      CredentialRef ref, CredentialProvider provider, Passphrase passphrase)
      throws CredentialException {
    List<KeyPair> keys = new ArrayList<>();
    try (Secret secret = provider.secret(ref)) {
      byte[] bytes = secret.bytes();
      try {
        Iterable<KeyPair> pairs =
            SecurityUtils.loadKeyPairIdentities(
                null,
                NamedResource.ofName(ref.text()),
                new ByteArrayInputStream(bytes),
                passphrase);
        if (pairs != null) {
          pairs.forEach(keys::add);
        }
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        // The parser's message may quote the key, so it is not passed on.
        throw passphrase.unreadable(ref);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
    if (keys.isEmpty()) {
      throw passphrase.unreadable(ref);
    }
    return keys;
  }

  /** Gives them to a session that has not logged in yet. */
  void offer(ClientSession session) {
    session.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys));
    AtomicBoolean given = new AtomicBoolean();
    session.setPasswordIdentityProvider(context -> () -> once(passwords.iterator(), given));
  }

  /**
   * The library asks for passwords once for each way of login, and would offer the same wrong one
   * by each of them: ESXi counts every one on the way to locking the account.
   */
  private static Iterator<String> once(Iterator<String> passwords, AtomicBoolean given) {
    return new Iterator<>() {
      private boolean mine;

      @Override
      public boolean hasNext() {
        return (mine || !given.get()) && passwords.hasNext();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the password was offered already");
        }
        mine = true;
        given.set(true);
        return passwords.next();
      }
    };
  }
}
