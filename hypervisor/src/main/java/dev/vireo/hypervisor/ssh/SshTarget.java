package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.util.List;
import java.util.Optional;

/**
 * A host and how to log in to it.
 *
 * @param user 1 to 104 printable characters without blanks
 * @param credentials what to offer; keys and the agent are tried before a password, and a password
 *     is offered once only, for ESXi locks an account after a few wrong ones
 * @param passphrase opens those of the private keys that are locked; it is fetched only for them
 */
public record SshTarget(
    HostAddress address,
    String user,
    List<CredentialRef> credentials,
    Optional<CredentialRef> passphrase,
    HostKeyPolicy hostKeys,
    Crypto crypto,
    Timeouts timeouts) {

  public SshTarget {
    if (!user.matches("[\\x21-\\x7e]{1,104}")) {
      throw new IllegalArgumentException(
          "user " + Shown.quoted(user) + ": 1 to 104 printable ASCII characters without blanks");
    }
    credentials = List.copyOf(credentials);
    if (credentials.stream().anyMatch(c -> c.kind() == CredentialKind.PASSPHRASE)) {
      throw new IllegalArgumentException("a passphrase opens a key and is not offered to a host");
    }
    if (passphrase.filter(p -> p.kind() != CredentialKind.PASSPHRASE).isPresent()) {
      throw new IllegalArgumentException(
          "a key is opened by a passphrase, not by " + passphrase.get().text());
    }
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException("a target has at least one credential");
    }
  }

  /** A target with modern algorithms and {@link Timeouts#DEFAULT}. */
  public static SshTarget of(
      HostAddress address, String user, CredentialRef credential, HostKeyPolicy hostKeys) {
    return new SshTarget(
        address,
        user,
        List.of(credential),
        Optional.empty(),
        hostKeys,
        Crypto.MODERN,
        Timeouts.DEFAULT);
  }

  /** The same host with other algorithms. */
  public SshTarget with(Crypto crypto) {
    return new SshTarget(address, user, credentials, passphrase, hostKeys, crypto, timeouts);
  }

  /** The same host with other time-outs. */
  public SshTarget with(Timeouts timeouts) {
    return new SshTarget(address, user, credentials, passphrase, hostKeys, crypto, timeouts);
  }

  /** What one connection is shared by: all but the time-outs, which each use brings itself. */
  SshTarget shared() {
    return with(Timeouts.DEFAULT);
  }
}
